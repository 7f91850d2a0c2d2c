// What runs on every page of somebody signed in. The server joins these modules into /static/…/signed-in.js when it starts.
import "./elements/phone-line.js";
import "./elements/phone-ready.js";
import "./elements/sign-out.js";
import "./elements/start-on-phone.js";
import "./elements/phone-drafts.js";
import "./elements/app-worker.js";
import "./elements/read-aloud.js";
import "./elements/install-hint.js";
import "./elements/hand-over-here.js";
