// The one script of every page: htmx. Its settings lie in <meta name="htmx-config">, the token against forged
// requests in the body's hx-headers:inherited (layouts/_head.html, layouts/base.html).
import "../vendor/htmx.esm.min.js";
