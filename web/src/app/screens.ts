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

/** Adds a style sheet whose address the build wrote into the page; nothing when there is none of that name. */
async function addStyle(name: string): Promise<void> {
  const addresses = document.querySelector<HTMLMetaElement>("meta[name=mivaa-styles]")?.content.split(" ") ?? [];
  const address = addresses.find((one) => one.startsWith(`/assets/${name}-`));
  if (!address || document.querySelector(`link[href="${address}"]`)) return;
  await new Promise((resolve, reject) => {
    const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: address, onload: resolve, onerror: reject });
    document.head.append(link);
  });
}

/** What the first screens show has its styles in the page; those of further parts come before a screen's own, which change them. */
async function styled<T>(name: string, screen: Promise<T>, needsParts = true): Promise<T> {
  await Promise.all([...(needsParts ? [addStyle("later")] : []), addStyle(name)]);
  return screen;
}

const loaders = {
  library: () => styled("library", import("../screens/library/LibraryScreen"), false),
  activity: () => styled("activity", import("../screens/activity/ActivityScreen")),
  search: () => styled("search", import("../screens/search/SearchScreen")),
  ask: () => styled("ask", import("../screens/ask/AskScreen")),
  compare: () => styled("compare", import("../screens/compare/CompareScreen")),
  entities: () => styled("entities", import("../screens/entities/EntitiesScreen")),
  images: () => styled("images", import("../screens/images/ImagesScreen")),
  admin: () => styled("admin", import("../screens/admin/AdminScreen")),
  documents: () => styled("reader", import("../screens/reader/ReaderScreen")),
  account: () => styled("account", import("../screens/account/AccountScreen")),
  workspace: () => styled("account", import("../screens/account/WorkspaceScreen")),
};

/** The door, which who is signed in does not need. */
export const loadDoor = () => styled("signin", import("../screens/signin/SignInScreen"), false);

/** Every screen; each is loaded when it is first opened. */
export const screens: Screen[] = [
  { path: "library", component: lazy(loaders.library), entry: { label: "nav.library", icon: "library" } },
  { path: "activity", component: lazy(loaders.activity), entry: { label: "nav.activity", icon: "activity" } },
  { path: "search", component: lazy(loaders.search), entry: { label: "nav.search", icon: "search" }, permission: "search:read" },
  { path: "ask", component: lazy(loaders.ask), entry: { label: "nav.ask", icon: "ask" }, permission: "search:read" },
  { path: "images", component: lazy(loaders.images), entry: { label: "nav.images", icon: "image" }, permission: "image:read" },
  { path: "compare", component: lazy(loaders.compare), entry: { label: "nav.compare", icon: "compare" }, permission: "search:read" },
  { path: "entities", component: lazy(loaders.entities), entry: { label: "nav.entities", icon: "entities" }, permission: "search:read" },
  { path: "admin", component: lazy(loaders.admin), entry: { label: "nav.admin", icon: "admin" }, permission: "admin:all" },
  { path: "documents", component: lazy(loaders.documents) },
  { path: "account", component: lazy(loaders.account) },
  { path: "workspace", component: lazy(loaders.workspace), permission: "workspace:manage" },
];

/** Loads the screen at an address. */
export async function loadScreen(path: string): Promise<void> {
  await (loaders as Record<string, () => Promise<unknown>>)[path.split("/")[1] || "library"]?.();
}

export const home = "/library";
