import { lazy, type ComponentType } from "react";
import type { Permission } from "../api/permissions";
import type { IconName } from "../parts/Icon";
import type { TextKey } from "../text";

export interface Screen {
  /** The first part of the path. */
  path: string;
  component: ComponentType<{ rest: string[] }>;
  /** In the navigation, when it has an entry there. */
  entry?: { label: TextKey; icon: IconName };
  permission?: Permission;
}

/** Every screen; each is loaded when it is first opened. */
export const screens: Screen[] = [
  { path: "library", component: lazy(() => import("../screens/library/LibraryScreen")), entry: { label: "nav.library", icon: "library" } },
  { path: "activity", component: lazy(() => import("../screens/activity/ActivityScreen")), entry: { label: "nav.activity", icon: "activity" } },
  { path: "images", component: lazy(() => import("../screens/images/ImagesScreen")), entry: { label: "nav.images", icon: "image" }, permission: "image:read" },
  { path: "admin", component: lazy(() => import("../screens/admin/AdminScreen")), entry: { label: "nav.admin", icon: "admin" }, permission: "admin:all" },
  { path: "documents", component: lazy(() => import("../screens/reader/ReaderScreen")) },
  { path: "account", component: lazy(() => import("../screens/account/AccountScreen")) },
  { path: "workspace", component: lazy(() => import("../screens/account/WorkspaceScreen")), permission: "workspace:manage" },
];

export const home = "/library";
