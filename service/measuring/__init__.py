"""Here are questions with their answers, tell me how good the service is."""
