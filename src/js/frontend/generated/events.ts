// Generated from spec/ by `pnpm generate`. Do not edit.

export type paths = Record<string, never>;
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** AgentCompleted */
        AgentCompleted: {
            agent: components["schemas"]["AgentName"];
            /** Duration Ms */
            duration_ms: number;
            /** Summary */
            summary: string;
        };
        /** AgentCompletedEvent */
        AgentCompletedEvent: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            payload: components["schemas"]["AgentCompleted"];
            /**
             * Run Id
             * Format: uuid
             */
            run_id: string;
            /** Seq */
            seq: number;
            /**
             * Thread Id
             * Format: uuid
             */
            thread_id: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "agent_completed";
            /**
             * V
             * @default 1
             * @constant
             */
            v: 1;
        };
        /**
         * AgentName
         * @description Who works on a run, in the order in which a whole chain does.
         * @enum {string}
         */
        AgentName: "supervisor" | "triage" | "data" | "optimization" | "actions" | "reporting";
        /** AgentStarted */
        AgentStarted: {
            agent: components["schemas"]["AgentName"];
            /**
             * Title
             * @description What it is about to do, in a few words
             */
            title: string;
        };
        /** AgentStartedEvent */
        AgentStartedEvent: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            payload: components["schemas"]["AgentStarted"];
            /**
             * Run Id
             * Format: uuid
             */
            run_id: string;
            /** Seq */
            seq: number;
            /**
             * Thread Id
             * Format: uuid
             */
            thread_id: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "agent_started";
            /**
             * V
             * @default 1
             * @constant
             */
            v: 1;
        };
        /** AgentThinking */
        AgentThinking: {
            agent: components["schemas"]["AgentName"];
            /** Thought */
            thought: string;
        };
        /** AgentThinkingEvent */
        AgentThinkingEvent: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            payload: components["schemas"]["AgentThinking"];
            /**
             * Run Id
             * Format: uuid
             */
            run_id: string;
            /** Seq */
            seq: number;
            /**
             * Thread Id
             * Format: uuid
             */
            thread_id: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "agent_thinking";
            /**
             * V
             * @default 1
             * @constant
             */
            v: 1;
        };
        /** CancelRun */
        CancelRun: {
            /**
             * Run Id
             * Format: uuid
             */
            run_id: string;
        };
        /** CancelRunMessage */
        CancelRunMessage: {
            /**
             * Id
             * @default null
             */
            id: string | null;
            payload: components["schemas"]["CancelRun"];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "cancel_run";
            /**
             * V
             * @constant
             */
            v: 1;
        };
        /**
         * ChosenOption
         * @description The option, counted from 0, of the choice that an earlier run of the thread has left open.
         */
        ChosenOption: {
            /** Option */
            option: number;
            /**
             * Run Id
             * Format: uuid
             */
            run_id: string;
        };
        /**
         * ClientMessages
         * @description Everything a browser may send.
         */
        ClientMessages: {
            /** Message */
            message: components["schemas"]["StartRunMessage"] | components["schemas"]["CancelRunMessage"] | components["schemas"]["SubscribeMessage"] | components["schemas"]["PingMessage"];
        };
        /** ErrorMessage */
        ErrorMessage: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            payload: components["schemas"]["Refused"];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "error";
            /**
             * V
             * @default 1
             * @constant
             */
            v: 1;
        };
        /**
         * EventProblem
         * @description What went wrong, in the words of `application/problem+json`, and what to do about it.
         */
        EventProblem: {
            /** Code */
            code: string;
            /** Detail */
            detail: string;
            /**
             * Remedy
             * @default
             */
            remedy: string;
        };
        /**
         * FindingPart
         * @description Something worth knowing, before the report is written.
         */
        FindingPart: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "finding";
            /**
             * Result Id
             * Format: uuid
             */
            result_id: string;
            /** Text */
            text: string;
            /** Title */
            title: string;
        };
        JsonValue: unknown;
        /** PartialResult */
        PartialResult: {
            agent: components["schemas"]["AgentName"];
            /** Part */
            part: components["schemas"]["PlanPart"] | components["schemas"]["ReadPart"] | components["schemas"]["FindingPart"];
        };
        /** PartialResultEvent */
        PartialResultEvent: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            payload: components["schemas"]["PartialResult"];
            /**
             * Run Id
             * Format: uuid
             */
            run_id: string;
            /** Seq */
            seq: number;
            /**
             * Thread Id
             * Format: uuid
             */
            thread_id: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "partial_result";
            /**
             * V
             * @default 1
             * @constant
             */
            v: 1;
        };
        /** Ping */
        Ping: Record<string, never>;
        /** PingMessage */
        PingMessage: {
            /**
             * Id
             * @default null
             */
            id: string | null;
            /** @default {} */
            payload: components["schemas"]["Ping"];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "ping";
            /**
             * V
             * @constant
             */
            v: 1;
        };
        /**
         * PlanPart
         * @description Who will work on the question, and why.
         */
        PlanPart: {
            /** Agents */
            agents: components["schemas"]["PlannedAgent"][];
            /** Because */
            because: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "plan";
        };
        /** PlannedAgent */
        PlannedAgent: {
            agent: components["schemas"]["AgentName"];
            /** Why */
            why: string;
        };
        /** Pong */
        Pong: {
            /**
             * About
             * @default null
             */
            about: string | null;
        };
        /** PongMessage */
        PongMessage: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            payload: components["schemas"]["Pong"];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "pong";
            /**
             * V
             * @default 1
             * @constant
             */
            v: 1;
        };
        /**
         * ReadPart
         * @description How the question was understood: parts of the goal with the words that led to them.
         */
        ReadPart: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "question_read";
            /** Summary */
            summary: string;
            /** Words */
            words: [
                string,
                string
            ][];
        };
        /**
         * Refused
         * @description A message that was not obeyed, and why; `about` is its id.
         */
        Refused: {
            /**
             * About
             * @default null
             */
            about: string | null;
            /** Code */
            code: string;
            /** Detail */
            detail: string;
        };
        /** ReportReady */
        ReportReady: {
            /**
             * Answers
             * @description Each answer, where several were asked for
             * @default []
             */
            answers: components["schemas"]["ToldAnswer"][];
            /**
             * Headline
             * @description All answers in one
             */
            headline: string;
            /**
             * Scope
             * @description Which calls it is about, in words
             * @default
             */
            scope: string;
            /** Title */
            title: string;
            /**
             * Unread
             * @description Words of the question that were not used
             * @default []
             */
            unread: string[];
        };
        /** ReportReadyEvent */
        ReportReadyEvent: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            payload: components["schemas"]["ReportReady"];
            /**
             * Run Id
             * Format: uuid
             */
            run_id: string;
            /** Seq */
            seq: number;
            /**
             * Thread Id
             * Format: uuid
             */
            thread_id: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "report_ready";
            /**
             * V
             * @default 1
             * @constant
             */
            v: 1;
        };
        /** RunCancelled */
        RunCancelled: {
            /**
             * Had
             * @description What was done by then
             * @default []
             */
            had: string[];
        };
        /** RunCancelledEvent */
        RunCancelledEvent: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            payload: components["schemas"]["RunCancelled"];
            /**
             * Run Id
             * Format: uuid
             */
            run_id: string;
            /** Seq */
            seq: number;
            /**
             * Thread Id
             * Format: uuid
             */
            thread_id: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "run_cancelled";
            /**
             * V
             * @default 1
             * @constant
             */
            v: 1;
        };
        /** RunCompleted */
        RunCompleted: {
            /** Duration Ms */
            duration_ms: number;
        };
        /** RunCompletedEvent */
        RunCompletedEvent: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            payload: components["schemas"]["RunCompleted"];
            /**
             * Run Id
             * Format: uuid
             */
            run_id: string;
            /** Seq */
            seq: number;
            /**
             * Thread Id
             * Format: uuid
             */
            thread_id: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "run_completed";
            /**
             * V
             * @default 1
             * @constant
             */
            v: 1;
        };
        /** RunFailed */
        RunFailed: {
            /**
             * Had
             * @description What was done by then
             * @default []
             */
            had: string[];
            problem: components["schemas"]["EventProblem"];
        };
        /** RunFailedEvent */
        RunFailedEvent: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            payload: components["schemas"]["RunFailed"];
            /**
             * Run Id
             * Format: uuid
             */
            run_id: string;
            /** Seq */
            seq: number;
            /**
             * Thread Id
             * Format: uuid
             */
            thread_id: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "run_failed";
            /**
             * V
             * @default 1
             * @constant
             */
            v: 1;
        };
        /**
         * RunQueued
         * @description The question was stored and waits for a worker.
         */
        RunQueued: {
            /**
             * Asked By
             * Format: uuid
             */
            asked_by: string;
            /** Question */
            question: string;
        };
        /** RunQueuedEvent */
        RunQueuedEvent: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            payload: components["schemas"]["RunQueued"];
            /**
             * Run Id
             * Format: uuid
             */
            run_id: string;
            /** Seq */
            seq: number;
            /**
             * Thread Id
             * Format: uuid
             */
            thread_id: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "run_queued";
            /**
             * V
             * @default 1
             * @constant
             */
            v: 1;
        };
        /**
         * ServerMessages
         * @description Everything the server may send.
         */
        ServerMessages: {
            /** Message */
            message: components["schemas"]["RunQueuedEvent"] | components["schemas"]["AgentStartedEvent"] | components["schemas"]["AgentThinkingEvent"] | components["schemas"]["ToolExecutingEvent"] | components["schemas"]["ToolCompletedEvent"] | components["schemas"]["AgentCompletedEvent"] | components["schemas"]["PartialResultEvent"] | components["schemas"]["ReportReadyEvent"] | components["schemas"]["RunCompletedEvent"] | components["schemas"]["RunFailedEvent"] | components["schemas"]["RunCancelledEvent"] | components["schemas"]["ThreadRenamedEvent"] | components["schemas"]["ErrorMessage"] | components["schemas"]["PongMessage"] | components["schemas"]["SessionExpiringMessage"];
        };
        /**
         * SessionExpiring
         * @description The socket will be closed at this time unless the browser comes back with a new ticket before.
         */
        SessionExpiring: {
            /**
             * Expires At
             * Format: date-time
             */
            expires_at: string;
        };
        /** SessionExpiringMessage */
        SessionExpiringMessage: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            payload: components["schemas"]["SessionExpiring"];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "session_expiring";
            /**
             * V
             * @default 1
             * @constant
             */
            v: 1;
        };
        /**
         * StartRun
         * @description Ask a question. The browser names the run, so that asking again after a lost answer asks once.
         */
        StartRun: {
            /** @default null */
            chosen: components["schemas"]["ChosenOption"] | null;
            /** Question */
            question: string;
            /**
             * Run Id
             * Format: uuid
             */
            run_id: string;
            /**
             * Thread Id
             * Format: uuid
             */
            thread_id: string;
        };
        /** StartRunMessage */
        StartRunMessage: {
            /**
             * Id
             * @default null
             */
            id: string | null;
            payload: components["schemas"]["StartRun"];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "start_run";
            /**
             * V
             * @constant
             */
            v: 1;
        };
        /**
         * Subscribe
         * @description Be told what happens in a thread, beginning behind these numbers; a run not named begins at 1.
         */
        Subscribe: {
            /**
             * Cursors
             * @default {}
             */
            cursors: {
                [key: string]: number;
            };
            /**
             * Thread Id
             * Format: uuid
             */
            thread_id: string;
        };
        /** SubscribeMessage */
        SubscribeMessage: {
            /**
             * Id
             * @default null
             */
            id: string | null;
            payload: components["schemas"]["Subscribe"];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "subscribe";
            /**
             * V
             * @constant
             */
            v: 1;
        };
        /** ThreadRenamed */
        ThreadRenamed: {
            /** Title */
            title: string;
        };
        /** ThreadRenamedEvent */
        ThreadRenamedEvent: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            payload: components["schemas"]["ThreadRenamed"];
            /**
             * Run Id
             * Format: uuid
             */
            run_id: string;
            /** Seq */
            seq: number;
            /**
             * Thread Id
             * Format: uuid
             */
            thread_id: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "thread_renamed";
            /**
             * V
             * @default 1
             * @constant
             */
            v: 1;
        };
        /**
         * ToldAnswer
         * @description One answer of several, with the part of the question that it answers.
         */
        ToldAnswer: {
            /** Question */
            question: string;
            /** Scope */
            scope: string;
            /** Text */
            text: string;
            /** Unread */
            unread: string[];
        };
        /**
         * ToolCompleted
         * @description The result is kept under `result_id`; a tool that failed has a problem instead.
         */
        ToolCompleted: {
            agent: components["schemas"]["AgentName"];
            /** Duration Ms */
            duration_ms: number;
            /** @default null */
            problem: components["schemas"]["EventProblem"] | null;
            /**
             * Result Id
             * @default null
             */
            result_id: string | null;
            /** Summary */
            summary: string;
            /** Tool */
            tool: string;
            /**
             * Tool Call Id
             * Format: uuid
             */
            tool_call_id: string;
        };
        /** ToolCompletedEvent */
        ToolCompletedEvent: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            payload: components["schemas"]["ToolCompleted"];
            /**
             * Run Id
             * Format: uuid
             */
            run_id: string;
            /** Seq */
            seq: number;
            /**
             * Thread Id
             * Format: uuid
             */
            thread_id: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "tool_completed";
            /**
             * V
             * @default 1
             * @constant
             */
            v: 1;
        };
        /**
         * ToolExecuting
         * @description A tool is being called with these very arguments.
         */
        ToolExecuting: {
            agent: components["schemas"]["AgentName"];
            /** Arguments */
            arguments: {
                [key: string]: components["schemas"]["JsonValue"];
            };
            /** Title */
            title: string;
            /** Tool */
            tool: string;
            /**
             * Tool Call Id
             * Format: uuid
             */
            tool_call_id: string;
        };
        /** ToolExecutingEvent */
        ToolExecutingEvent: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            payload: components["schemas"]["ToolExecuting"];
            /**
             * Run Id
             * Format: uuid
             */
            run_id: string;
            /** Seq */
            seq: number;
            /**
             * Thread Id
             * Format: uuid
             */
            thread_id: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "tool_executing";
            /**
             * V
             * @default 1
             * @constant
             */
            v: 1;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
