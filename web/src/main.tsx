import "./style/tokens.css";
import "./style/base.css";
import "./style/shell.css";
import "./style/parts.css";
import "./parts/first";
import { createRoot } from "react-dom/client";
import { restoreSession } from "./api/session";
import { App, preloadApp } from "./app/App";
import { ErrorBoundary } from "./parts/States";
import { getState } from "./store/store";
import { restorePreferences } from "./store/preferences";

async function start(): Promise<void> {
  // A language that cannot be fetched is no reason to show nothing.
  await restorePreferences().catch(() => undefined);
  restoreSession();
  preloadApp(location.pathname, getState().profile !== null);
  const place = document.getElementById("root");
  if (place) createRoot(place).render(<ErrorBoundary><App /></ErrorBoundary>);
}

void start();
