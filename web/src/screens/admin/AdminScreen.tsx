import "../../parts/more";
import "../../text/en-later";
import { navigate } from "../../app/router";
import { Page } from "../../parts/Page";
import { Tabs } from "../../parts/Tabs";
import { t } from "../../text";
import { AuditTab } from "./AuditTab";
import { DataTab } from "./DataTab";
import { JobsTab } from "./JobsTab";
import { KeysTab, WorkspacesTab } from "./PlacesTabs";
import { OverviewTab } from "./OverviewTab";
import { SettingsTab } from "./SettingsTab";
import { UsageTab } from "./UsageTab";
import { UsersTab } from "./UsersTab";

const tabs = {
  overview: OverviewTab, usage: UsageTab, jobs: JobsTab, users: UsersTab, workspaces: WorkspacesTab, keys: KeysTab, audit: AuditTab, data: DataTab, settings: SettingsTab,
};
type Tab = keyof typeof tabs;

export default function AdminScreen({ rest }: { rest: string[] }) {
  const tab: Tab = rest[0] !== undefined && rest[0] in tabs ? (rest[0] as Tab) : "overview";
  const Contents = tabs[tab];
  return (
    <Page title={t("admin.title")} isWide>
      <Tabs label={t("admin.title")} value={tab} onChange={(value) => navigate(`/admin/${value}`)} tabs={(Object.keys(tabs) as Tab[]).map((value) => ({ value, label: t(`admin.${value}` as const) }))}>
        <Contents />
      </Tabs>
    </Page>
  );
}
