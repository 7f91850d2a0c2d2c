// What runs on the pages for capturing that a phone keeps. The server joins these modules into /static/…/capture.js.
import "./elements/phone-line.js";
import "./elements/phone-capture.js";
import "./elements/read-aloud.js";
