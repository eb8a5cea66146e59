"use strict";
// Swagger UI over the description beside this page; both come from this service.
SwaggerUIBundle({
  url: new URL("openapi.json", document.baseURI).href,
  domNode: document.getElementById("api"),
  deepLinking: true,
  validatorUrl: null,
});
