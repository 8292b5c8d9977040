// Everything that the frame and the library share with other screens, as one file to load: each screen imports this, so that the bundler does
// not cut a small file for every combination of screens that use something. What the first screen does without is in `more.ts`.
import "./first";
import "./Dialog";
import "./Menu";
import "./Picture";
import "./VirtualList";
import "./useColumns";
import "../store/documents";
import "../store/pages";
import "../store/uploads";
import "../api/events";
import "../api/permissions";
