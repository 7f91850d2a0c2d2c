// What runs on the page of a phone in other hands without signal. The server puts it and all it needs into /static/…/hand.js.
import "./elements/phone-hand.js";
import "./elements/read-question.js";
