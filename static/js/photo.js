// A capture page on which an item may have photos (beside capture.js). Joined into one file when the application starts.
import "./elements/take-photo.js";
