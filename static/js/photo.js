// What a capture page loads beside phone.js where an item may have photos. Joined in the same way.
import "./elements/take-photo.js";
