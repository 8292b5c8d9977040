import { useStore } from "../store/store";
import type { ProfileReply } from "./schema";

export type Permission = ProfileReply["permissions"][number];

/** Whether the user may do it in the workspace; the service decides in the end. */
export function usePermission(permission: Permission): boolean {
  return useStore((state) => state.profile?.permissions.includes(permission) ?? false);
}
