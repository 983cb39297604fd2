/** The names the screens use for what the services say. */

import type { components as AuthComponents } from "@/generated/auth";
import type { components as BackendComponents } from "@/generated/backend";

/** As the client returns it: a tuple of the contract is a list there. */
export type Read<T> = T extends readonly (infer Item)[]
  ? Read<Item>[]
  : T extends object
    ? { [Name in keyof T]: Read<T[Name]> }
    : T;

type Backend = BackendComponents["schemas"];
type Auth = AuthComponents["schemas"];

export type SignedIn = Read<Auth["SignedIn"]>;
export type User = Read<Auth["UserRead"]>;
export type SignInStarted = Read<Auth["SignInStarted"]>;
export type SignOutStarted = Read<Auth["SignOutStarted"]>;
export type Provider = Read<Auth["ProviderOffered"]>;
export type Identity = Read<Auth["IdentityRead"]>;
export type ProviderName = Auth["ProviderName"];
export type AuthConfig = Read<Auth["AuthConfig"]>;
export type Member = Read<Auth["MemberRead"]>;
export type InvitationOffered = Read<Auth["InvitationOffered"]>;
export type Invitation = Read<Auth["InvitationRead"]>;
export type DeletedOrganization = Read<Auth["DeletedOrganizationRead"]>;
export type Role = Read<Auth["Role"]>;
export type GivenRole = Auth["RoleChange"]["role"];
export type SignIn = Read<Auth["SessionRead"]>;
export type ApiKey = Read<Auth["KeyRead"]>;
export type NewApiKey = Read<Auth["KeyCreated"]>;
export type NewKeyRequest = Auth["KeyCreate"];
export type Scope = Auth["Scope"];
export type AuditAction = Auth["AuditAction"];
export type AuditEntry = Read<Auth["AuditEntryRead"]>;
export type AuditVerification = Read<Auth["AuditVerification"]>;

export type Project = Read<Backend["ProjectRead"]>;
export type ProjectCreate = Backend["ProjectCreate"];
export type ProjectChange = Backend["ProjectChange"];
export type WordMeaning = Backend["WordMeaning"];
export type TextPolicy = Read<Backend["TextPolicy"]>;
export type PriceBookId = Read<Backend["PriceBookId"]>;
export type AgentKind = Read<Backend["AgentKind"]>;
export type Breakdown = Read<Backend["Breakdown"]>;
export type CallStatus = Read<Backend["CallStatus"]>;
export type RecordedName = Backend["RecordedName"];
export type Figure = Read<Backend["FigureRead"]>;
export type Overview = Read<Backend["Overview"]>;
export type Dimension = Read<Backend["Dimension"]>;
export type SeriesPoint = Read<Backend["SeriesPoint"]>;
export type Group = Read<Backend["GroupRead"]>;
export type Bucket = Read<Backend["BucketRead"]>;
export type Call = Read<Backend["CallRead"]>;
export type CallDetail = Read<Backend["CallDetail"]>;
export type CallPage = Read<Backend["CallPage"]>;
export type Evidence = Read<Backend["Evidence"]>;
export type Contribution = Read<Backend["Contribution"]>;
export type Import = Read<Backend["ImportRead"]>;
export type ImportState = Read<Backend["ImportState"]>;
export type FileFormat = Read<Backend["FileFormat"]>;
export type CachingNow = Read<Backend["CachingNow"]>;
export type CachingPart = Read<Backend["CachePartRead"]>;
export type LosingCache = Read<Backend["LosingCacheRead"]>;
export type PromptCaching = Read<Backend["PromptCaching"]>;
export type Billed = Read<Backend["BilledRead"]>;
export type Policy = Read<Backend["PolicyRead"]>;
export type PolicyId = Read<Backend["PolicyId"]>;
export type PolicyGroup = Read<Backend["PolicyGroup"]>;
export type Recommendation = Read<Backend["Recommendation"]>;

export type Thread = Read<Backend["ThreadRead"]>;
export type ThreadPage = Read<Backend["ThreadPage"]>;
export type ThreadChange = Backend["ThreadChange"];
export type Run = Read<Backend["RunRead"]>;
export type RunState = Read<Backend["RunState"]>;
export type SuggestedQuestion = Read<Backend["SuggestedQuestion"]>;
export type SocketTicket = Read<Backend["TicketRead"]>;
export type SocketLimits = Read<Backend["SocketLimits"]>;
export type Report = Read<Backend["Report"]>;
export type Passage = Read<Backend["Passage"]>;
export type Finding = Read<Backend["Finding"]>;
export type Action = Read<Backend["Action"]>;
export type Level = Read<Backend["Level"]>;
export type FurtherAnswer = Read<Backend["FurtherAnswer"]>;
export type ReportSection = Read<Backend["Section"]>;
export type ReportTable = Read<Backend["ReportTable"]>;
export type ReportCell = Read<Backend["Cell"]>;
export type Method = Read<Backend["Method"]>;
