// What runs on a phone that was handed over. The server joins these modules into /static/…/handed.js.
import "./elements/leave-covers.js";
import "./elements/phone-handed.js";
import "./elements/read-question.js";
