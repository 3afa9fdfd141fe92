"use strict";

// Beside the page, wherever Aurora is mounted; and nothing is asked of any other server.
window.ui = SwaggerUIBundle({
  url: new URL("openapi.json", window.location.href).href,
  dom_id: "#swagger-ui",
  deepLinking: true,
  validatorUrl: null,
});
