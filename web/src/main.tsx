import "./style/tokens.css";
import "./style/base.css";
import "./style/shell.css";
import "./style/parts.css";
import "./style/screens.css";
import { createRoot } from "react-dom/client";
import { restoreSession } from "./api/session";
import { App } from "./app/App";
import { ErrorBoundary } from "./parts/States";
import { restorePreferences } from "./store/preferences";

async function start(): Promise<void> {
  // A language that cannot be fetched is no reason to show nothing.
  await restorePreferences().catch(() => undefined);
  restoreSession();
  const place = document.getElementById("root");
  if (place) createRoot(place).render(<ErrorBoundary><App /></ErrorBoundary>);
}

void start();
