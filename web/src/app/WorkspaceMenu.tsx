import { call } from "../api/client";
import { takeTokens } from "../api/session";
import { Icon } from "../parts/Icon";
import { Menu } from "../parts/Menu";
import { useStore } from "../store/store";
import { say, sayError } from "../store/toasts";
import { t } from "../text";
import { navigate } from "./router";

async function enter(workspaceId: string, name: string): Promise<void> {
  try {
    takeTokens(await call("POST /api/v1/auth/switch", { body: { workspace_id: workspaceId } }));
    navigate("/library");
    say(t("workspace.entered", { name }));
  } catch (error) {
    sayError(error);
  }
}

export function WorkspaceMenu() {
  const profile = useStore((state) => state.profile);
  if (!profile) return null;
  const { workspace, workspaces, permissions } = profile;
  const places = workspaces.map((one) => ({
    label: one.name, isChecked: one.workspace_id === workspace.workspace_id, run: () => void enter(one.workspace_id, one.name),
  }));
  const manage = permissions.includes("workspace:manage")
    ? [{ label: t("workspace.manage"), icon: "admin" as const, run: () => navigate("/workspace") }] : [];
  return (
    <Menu className="workspace-menu" label={t("workspace.switch")} groups={[places, manage]}
      trigger={<><span className="workspace-mark" aria-hidden="true">{workspace.name.slice(0, 1).toUpperCase()}</span><span className="clip">{workspace.name}</span><Icon name="down" size={14} /></>} />
  );
}
