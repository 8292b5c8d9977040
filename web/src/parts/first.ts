// What the entry, the door and every screen share, for the same reason as in `all.ts`: one file, loaded with the entry.
import "./Button";
import "./Field";
import "./Icon";
import "./Page";
import "./States";
import "../api/client";
import "../app/Brand";
import "../app/router";
import "../app/screens";
import "../store/preferences";
import "../store/toasts";
