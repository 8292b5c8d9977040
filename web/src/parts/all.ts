// Everything that the frame and the library share with other screens, as one file to load: each screen imports this, so that the bundler does
// not cut a small file for every combination of screens that use something. What the first screen does without is in `more.ts`.
import "./Button";
import "./Dialog";
import "./Field";
import "./Icon";
import "./Menu";
import "./Page";
import "./Picture";
import "./States";
import "./VirtualList";
import "./useColumns";
import "../store/documents";
import "../store/pages";
import "../store/uploads";
import "../api/events";
import "../api/permissions";
import "../app/router";
import "../store/preferences";
import "../store/toasts";
import "../app/Brand";
import "../app/screens";
