/** What an entry of the audit log says, in plain words. */

import type { AuditAction, AuditEntry } from "@/lib/api/types";
import { counted } from "@/lib/format";

/** What can be done, as a list to choose from. */
export const TITLES: Readonly<Record<AuditAction, string>> = {
  "session.began": "Signed in",
  "session.ended": "Signed out",
  "session.others_ended": "Signed out everywhere else",
  "session.switched": "Came from another organization",
  "session.family_revoked": "Stolen sign-in ended",
  "session.ended_elsewhere": "Signed out by the provider",
  "session.not_confirmed": "Sign-in not confirmed",
  "sign_in.refused": "Sign-in refused",
  "identity.added": "Way to sign in added",
  "identity.removed": "Way to sign in removed",
  "access.refused": "Access refused",
  "organization.founded": "Organization founded",
  "organization.renamed": "Organization renamed",
  "organization.handed_over": "Organization handed over",
  "organization.deleted": "Organization deleted",
  "organization.restored": "Organization restored",
  "member.joined": "Member joined",
  "member.left": "Member left",
  "member.removed": "Member removed",
  "member.role_changed": "Role changed",
  "user.deleted": "Account deleted",
  "invitation.created": "Invitation made",
  "invitation.revoked": "Invitation taken back",
  "invitation.accepted": "Invitation accepted",
  "key.created": "API key made",
  "key.rotated": "API key replaced",
  "key.disabled": "API key disabled",
  "audit.exported": "Audit log exported",
};

export const ACTIONS = Object.keys(TITLES) as AuditAction[];

export const isAction = (value: string): value is AuditAction => Object.hasOwn(TITLES, value);

/** What stands where the name of a person was. */
const GONE = "somebody who was removed";

const told = (entry: AuditEntry, name: string): string => {
  const value = entry.details[name];
  return typeof value === "string" ? value : "";
};

/** One side of a change: what something was, or what it is since. */
function side(entry: AuditEntry, name: string, which: "from" | "to"): string {
  const value = entry.details[name] as Readonly<Record<string, unknown>> | undefined;
  const text = value?.[which];
  return typeof text === "string" ? text : "";
}

const target = ({ target: { name } }: AuditEntry): string => name ?? GONE;
const key = (entry: AuditEntry): string => `the API key “${target(entry)}”`;

function places({ details }: AuditEntry): string {
  return typeof details.sessions === "number" ? `, in ${counted(details.sessions, "place")}` : "";
}

const accepted = (entry: AuditEntry): string =>
  entry.details.joined === true ? `accepted an invitation as ${told(entry, "role")}` : "used an invitation, being a member already";

/** What the provider said when it was asked again. */
const UNCONFIRMED: Readonly<Record<string, string>> = {
  ended: "the provider says that it is over",
  untrusted: "what the provider said could not be trusted",
  unreachable: "the provider could not be asked for a day",
};

const SENTENCES: Readonly<Record<AuditAction, (entry: AuditEntry) => string>> = {
  "session.began": () => "signed in",
  "session.ended": () => "signed out in one place",
  "session.others_ended": (entry) => `signed out everywhere else${places(entry)}`,
  "session.switched": () => "came here from another organization",
  "session.family_revoked": (entry) => `ended a sign-in of ${target(entry)}: its token was used twice and may have been stolen`,
  "session.ended_elsewhere": (entry) => `ended a sign-in of ${target(entry)}, who has signed out at ${told(entry, "issuer")}`,
  "session.not_confirmed": (entry) => `ended a sign-in of ${target(entry)}: ${UNCONFIRMED[told(entry, "reason")] ?? "it was not confirmed"} (${told(entry, "issuer")})`,
  "sign_in.refused": (entry) => `refused somebody who has the address of ${target(entry)} at another provider`,
  "identity.added": (entry) => `can sign in at ${target(entry)} too`,
  "identity.removed": (entry) => `signs in at ${target(entry)} no more`,
  "access.refused": (entry) => `was refused ${target(entry)}`,
  "organization.founded": () => "founded the organization",
  "organization.renamed": (entry) => `renamed the organization from “${side(entry, "name", "from")}” to “${side(entry, "name", "to")}”`,
  "organization.handed_over": (entry) => `handed the organization over to ${target(entry)}`,
  "organization.deleted": () => "deleted the organization",
  "organization.restored": () => "restored the organization",
  "member.joined": (entry) => `joined as ${told(entry, "role")}`,
  "member.left": () => "left the organization",
  "member.removed": (entry) => `removed ${target(entry)}`,
  "member.role_changed": (entry) => `made ${target(entry)} ${side(entry, "role", "to")}, who was ${side(entry, "role", "from")}`,
  "user.deleted": () => "deleted their account",
  "invitation.created": (entry) => `invited somebody as ${told(entry, "role")}`,
  "invitation.revoked": () => "took an invitation back",
  "invitation.accepted": accepted,
  "key.created": (entry) => `made ${key(entry)}`,
  "key.rotated": (entry) => `replaced ${key(entry)}`,
  "key.disabled": (entry) => `disabled ${key(entry)}`,
  "audit.exported": (entry) => `exported the audit log as ${told(entry, "format")}`,
};

/** What was done, to go on after the name of who did it; an action of a later release is named as it is. */
export const sentence = (entry: AuditEntry): string => (isAction(entry.action) ? SENTENCES[entry.action](entry) : entry.action);

/** Who did it. */
export function actorName({ actor: { kind, name } }: AuditEntry): string {
  if (name === null) return "Removed";
  return kind === "api_key" ? `API key “${name}”` : name;
}
