// Everything that runs on a signed-in page and on the pages a phone keeps. They load it as one file, /static/…/phone.js,
// which the server joins from these modules when it starts (spotcheck/web/joined.py).
import "./elements/phone-line.js";
import "./elements/sign-out.js";
import "./elements/start-on-phone.js";
import "./elements/phone-drafts.js";
import "./elements/phone-capture.js";
import "./elements/read-aloud.js";
