// The page on which records are drawn: reading codes from a file. Joined into one file when the application starts.
import "./elements/read-codes.js";
