// What runs on the page that stands in for others without signal. The server joins these modules into /static/…/shell.js.
import "./elements/phone-shell.js";
