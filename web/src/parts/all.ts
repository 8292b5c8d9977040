// Everything that screens share, as one file to load: each screen imports this, so that the bundler does not cut a small file for every
// combination of screens that use something.
import "./Button";
import "./Chart";
import "./Dialog";
import "./DocumentPicker";
import "./Field";
import "./Icon";
import "./Menu";
import "./Page";
import "./PageView";
import "./Pager";
import "./Picture";
import "./SecretField";
import "./States";
import "./Tabs";
import "./VirtualList";
import "../store/documents";
import "../store/pages";
import "../store/uploads";
import "../api/permissions";
import "../app/router";
import "../store/preferences";
import "../store/toasts";
import "../app/Brand";
import "../app/screens";
