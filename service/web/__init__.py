"""Here is a request, give it a response: the API, the pages, the widget, and what guards them."""
