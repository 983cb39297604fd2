// Generated from spec/ by `pnpm generate`. Do not edit.

export interface paths {
    "/api/imports/schema.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Import Schema
         * @description The JSON Schema of one native line.
         */
        get: operations["get_import_schema"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/imports/template.jsonl": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Import Template
         * @description A file of native JSON lines to start from.
         */
        get: operations["get_import_template"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Projects
         * @description List the projects of the caller's organization.
         */
        get: operations["list_projects"];
        put?: never;
        /**
         * Create Project
         * @description Create a project.
         */
        post: operations["create_project"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/deleted": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Deleted Projects
         * @description List the projects that were deleted in the last 30 days and can be restored.
         */
        get: operations["list_deleted_projects"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Project
         * @description Get one project.
         */
        get: operations["get_project"];
        put?: never;
        post?: never;
        /**
         * Delete Project
         * @description Delete a project; it can be restored for 30 days.
         */
        delete: operations["delete_project"];
        options?: never;
        head?: never;
        /**
         * Change Project
         * @description Change what is given; text policy and price book are fixed once calls exist (409).
         */
        patch: operations["change_project"];
        trace?: never;
    };
    "/api/projects/{project_id}/breakdown": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Breakdown
         * @description One table by one dimension or by two; `format=csv` for a spreadsheet.
         */
        get: operations["get_breakdown"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project_id}/calls": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Calls
         * @description Calls, newest first.
         */
        get: operations["list_calls"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project_id}/calls.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export Calls
         * @description All calls, newest first, for a spreadsheet; an empty cell is "not recorded" or, of a cost, not known.
         *
         *     Columns: call_id, started_at (UTC), time_basis, session_id, user_id, feature, agent, operation, provider,
         *     model, input_total, cache_read, cache_write_5m, cache_write_1h, output_total, output_reasoning (tokens),
         *     duration_ms, ttft_ms, cost_usd, cost_kind, status, source, source_seq. Text that a spreadsheet would
         *     compute begins with an apostrophe.
         */
        get: operations["export_calls"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project_id}/calls/ranked": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Ranked Calls
         * @description The calls that cost or take most (or least), or have the most tokens.
         */
        get: operations["get_ranked_calls"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project_id}/calls/{call_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Call
         * @description Everything known of one call.
         */
        get: operations["get_call"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project_id}/comparison": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Comparison
         * @description Why a period cost more or less than the one before it: calls, mix of models, tokens, prices.
         */
        get: operations["get_comparison"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project_id}/crosstab": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Crosstab
         * @description Sums, means, percentiles, ends, rates and shares of the calls, by up to two dimensions.
         */
        get: operations["get_crosstab"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project_id}/evidence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Evidence
         * @description The calls behind a figure of the overview, each with its part of it.
         */
        get: operations["get_evidence"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project_id}/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Imports
         * @description The latest hundred imports, newest first.
         */
        get: operations["list_imports"];
        put?: never;
        /**
         * Create Import
         * @description Upload a file, as it is or gzipped, up to 5 GB; a worker reads it afterwards.
         */
        post: operations["create_import"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project_id}/imports/{import_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Import
         * @description One import and how far it has come.
         */
        get: operations["get_import"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project_id}/imports/{import_id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel Import
         * @description Stop an import and remove what it has written.
         */
        post: operations["cancel_import"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project_id}/imports/{import_id}/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Undo Import
         * @description Remove every call that a finished import has written.
         */
        post: operations["undo_import"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project_id}/latency": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Latency
         * @description Errors by type, percentiles of duration and of the time to the first token, and speed, by group.
         */
        get: operations["get_latency"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project_id}/latency/evidence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Latency Evidence
         * @description The failed calls behind a figure.
         */
        get: operations["get_latency_evidence"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project_id}/overview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Overview
         * @description Calls, tokens by bucket, cost and latency of a project, over time and by model and agent.
         */
        get: operations["get_overview"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project_id}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Restore Project
         * @description Undo a deletion.
         */
        post: operations["restore_project"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project_id}/savings/alternatives": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Alternatives
         * @description What the recorded tokens of each model would have cost at other models: price only, never quality.
         */
        get: operations["get_alternatives"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project_id}/savings/alternatives/evidence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Alternatives Evidence
         * @description The calls behind a figure, each with its part of it.
         */
        get: operations["get_alternatives_evidence"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project_id}/savings/alternatives/supposed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Supposed
         * @description What all calls would have cost at a named model, at the provider that the project would use.
         */
        get: operations["get_supposed"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project_id}/savings/batch-prices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Batch Prices
         * @description What answered calls would have cost at the batch prices of their providers, and who waits for them.
         */
        get: operations["get_batch_prices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project_id}/savings/batch-prices/evidence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Batch Prices Evidence
         * @description The calls behind a figure, each with its part of it.
         */
        get: operations["get_batch_prices_evidence"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project_id}/savings/caching-now": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Caching Now
         * @description What prompt caching costs and saves now, by any dimension, and which caches are hardly ever read.
         *
         *     It follows from the recorded reads and writes: no prompt is needed.
         */
        get: operations["get_caching_now"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project_id}/savings/caching-now/evidence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Caching Now Evidence
         * @description The calls behind a figure, each with its part of it.
         */
        get: operations["get_caching_now_evidence"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project_id}/savings/call-sizes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Call Sizes
         * @description How long inputs and outputs are, which calls are oversized, and what their excess costs.
         */
        get: operations["get_call_sizes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project_id}/savings/call-sizes/evidence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Call Sizes Evidence
         * @description The calls behind a figure, each with its part of it.
         */
        get: operations["get_call_sizes_evidence"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project_id}/savings/exact-repeats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Exact Repeats
         * @description What an exact response cache would have answered, and how often otherwise than it really was.
         */
        get: operations["get_exact_repeats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project_id}/savings/exact-repeats/evidence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Exact Repeats Evidence
         * @description The repeated calls behind a figure, each with its part of it.
         */
        get: operations["get_exact_repeats_evidence"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project_id}/savings/prompt-caching": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Prompt Caching
         * @description What each way of caching prompts would have cost, where it pays and where it costs money.
         */
        get: operations["get_prompt_caching"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project_id}/savings/prompt-caching/evidence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Prompt Caching Evidence
         * @description The calls behind a figure of the prompt-caching page, each with its part of it.
         */
        get: operations["get_prompt_caching_evidence"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project_id}/savings/questions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Saving Questions
         * @description Questions about saving that all calls of the project can answer without their prompts.
         */
        get: operations["list_saving_questions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project_id}/savings/reasoning-cap": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Reasoning Cap
         * @description Which calls have more reasoning tokens than a cap, and what those beyond it cost.
         */
        get: operations["get_reasoning_cap"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project_id}/savings/reasoning-cap/evidence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Reasoning Cap Evidence
         * @description The calls above the cap, each with its part of a figure.
         */
        get: operations["get_reasoning_cap_evidence"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project_id}/savings/retries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Retries
         * @description What failed, what was sent again after an error or an answer, and what of it was paid for nothing.
         */
        get: operations["get_retries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project_id}/savings/retries/evidence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Retries Evidence
         * @description The failed or repeated calls behind a figure, each with its part of it.
         */
        get: operations["get_retries_evidence"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project_id}/session-steps": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Session Steps
         * @description Which sessions go on beyond a number of calls, what these cost, and which repeat one prompt.
         */
        get: operations["get_session_steps"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project_id}/session-steps/evidence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Session Steps Evidence
         * @description The calls beyond the limit, each with its part of a figure.
         */
        get: operations["get_session_steps_evidence"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project_id}/slow-calls": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Slow Calls
         * @description Where the time of calls goes, what goes with it, and what the slowest calls have beside the rest.
         */
        get: operations["get_slow_calls"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project_id}/slow-calls/evidence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Slow Calls Evidence
         * @description The calls behind a sum of durations, each with how long it took.
         */
        get: operations["get_slow_calls_evidence"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project_id}/suggested-questions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Suggested Questions
         * @description Questions that the calls of this project can answer.
         */
        get: operations["list_suggested_questions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project_id}/threads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Threads
         * @description List the caller's threads, the last changed first.
         */
        get: operations["list_threads"];
        put?: never;
        /**
         * Create Thread
         * @description Begin a thread.
         */
        post: operations["create_thread"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project_id}/token-costs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Token Costs
         * @description What each kind of token cost, over all calls and of each part of a dimension.
         */
        get: operations["get_token_costs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/{project_id}/token-costs/evidence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Token Costs Evidence
         * @description The calls behind a figure, each with its part of it.
         */
        get: operations["get_token_costs_evidence"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/runs/{run_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Run
         * @description One run.
         */
        get: operations["get_run"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/runs/{run_id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Run Events
         * @description What happened in a run, in order.
         */
        get: operations["get_run_events"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/runs/{run_id}/report": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Report
         * @description The report of a run; 404 while there is none.
         */
        get: operations["get_report"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/runs/{run_id}/report.{kind}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Save Report
         * @description The report as a file that needs nothing else to be read.
         */
        get: operations["save_report"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/runs/{run_id}/results/{result_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Run Result
         * @description What one tool found, whole.
         */
        get: operations["get_run_result"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/threads/{thread_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Thread
         * @description Get a thread of one's own, or one that was shared within the organization.
         */
        get: operations["get_thread"];
        put?: never;
        post?: never;
        /**
         * Delete Thread
         * @description Delete a thread; it can be restored for 30 days.
         */
        delete: operations["delete_thread"];
        options?: never;
        head?: never;
        /**
         * Change Thread
         * @description Rename a thread, share it or stop sharing it.
         */
        patch: operations["change_thread"];
        trace?: never;
    };
    "/api/threads/{thread_id}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Restore Thread
         * @description Undo a deletion.
         */
        post: operations["restore_thread"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/threads/{thread_id}/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Runs
         * @description The runs of a thread, in the order in which they were asked for.
         */
        get: operations["list_runs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/traces": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Export Traces
         * @description Take OTLP spans, in protobuf or JSON; 200 means that the store holds them.
         */
        post: operations["export_traces"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ws/ticket": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create Ticket
         * @description A ticket that opens one socket, once, within 30 s: `/ws?ticket=...`.
         */
        post: operations["create_ticket"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * Action
         * @description What to do, how hard and how risky it is, how to see that it worked, and how to go back.
         */
        Action: {
            effort: components["schemas"]["Level"];
            /** Effort Words */
            effort_words: string;
            /**
             * Example Code
             * @default
             */
            example_code: string;
            /** Finding Id */
            finding_id: string;
            /** How To Check */
            how_to_check: string;
            /** How To Undo */
            how_to_undo: string;
            /** Id */
            id: string;
            risk: components["schemas"]["Level"];
            /** Risk Words */
            risk_words: string;
            saving: components["schemas"]["FigureRead"] | null;
            /** Steps */
            steps: string[];
            /** Title */
            title: string;
            why: components["schemas"]["Passage"];
        };
        /** AgentChoice */
        AgentChoice: {
            /** Calls */
            calls: number;
            value: components["schemas"]["AgentKind"];
        };
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
         * AgentKind
         * @description Who made a call: the main agent of a session or one of its sub-agents.
         * @enum {string}
         */
        AgentKind: "main" | "sub";
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
        /**
         * AlternativeRead
         * @description Another model at its list price, for the same tokens. Never a recommendation to switch.
         */
        AlternativeRead: {
            cost: components["schemas"]["FigureRead"];
            /**
             * Is In Use
             * @description Whether other calls of the project are of it
             */
            is_in_use: boolean;
            /**
             * Is Other Class
             * @description So much cheaper that it is another class of model
             */
            is_other_class: boolean;
            /** Model */
            model: string;
            /** Notes */
            notes: string[];
            /** Provider */
            provider: string;
            /** Quality */
            quality: string;
            /** @description Negative where the other model is dearer */
            saving: components["schemas"]["FigureRead"];
        };
        /**
         * AlternativeScope
         * @description Among which models an alternative is looked for.
         * @enum {string}
         */
        AlternativeScope: "provider" | "all";
        /** AlternativesRead */
        AlternativesRead: {
            /**
             * Models
             * @description The dearest first
             */
            models: components["schemas"]["ModelAlternativesRead"][];
            /** Models Left Out */
            models_left_out: number;
            /** Price Book */
            price_book: string;
            scope: components["schemas"]["AlternativeScope"];
        };
        /**
         * AssumedPriceBody
         * @description USD per million tokens for calls whose log names no model.
         */
        "AssumedPriceBody-Input": {
            /** Input Per Million */
            input_per_million: number | string;
            /** Output Per Million */
            output_per_million: number | string;
        };
        /**
         * AssumedPriceBody
         * @description USD per million tokens for calls whose log names no model.
         */
        "AssumedPriceBody-Output": {
            /** Input Per Million */
            input_per_million: string;
            /** Output Per Million */
            output_per_million: string;
        };
        /**
         * BatchPart
         * @description Of which calls: all but the last two have a price today and a known one in a batch.
         * @enum {string}
         */
        BatchPart: "all" | "unlinked" | "alone" | "sessionless" | "conversation" | "unoffered" | "failed";
        /**
         * BatchPartRead
         * @description Calls with a price today and a known one in a batch, by who waits for their answers.
         */
        BatchPartRead: {
            /** Calls */
            calls: number;
            cost: components["schemas"]["FigureRead"];
            part: components["schemas"]["BatchPart"];
            saving: components["schemas"]["FigureRead"];
            today: components["schemas"]["FigureRead"];
        };
        /**
         * BatchPricesRead
         * @description What calls would have cost in batches, each answered within a day: never that they could wait.
         */
        BatchPricesRead: {
            /** Calls */
            calls: number;
            /** @description All calls where some were named, else those that no other call can wait for */
            counted: components["schemas"]["BatchPartRead"];
            /**
             * Failed
             * @description Left out: they have no answer
             */
            failed: number;
            /** @description What the failed calls cost, in no part of the rest */
            failed_today: components["schemas"]["FigureRead"];
            /**
             * Models
             * @description The dearest first
             */
            models: components["schemas"]["ModelInBatchesRead"][];
            /** Models Left Out */
            models_left_out: number;
            /**
             * Names Calls
             * @description Whether a feature, user, agent or session was chosen
             */
            names_calls: boolean;
            /**
             * Parts
             * @description Alone in their session, without one, among several
             */
            parts: components["schemas"]["BatchPartRead"][];
            /** Price Book */
            price_book: string;
            /** @description What calls cost whose price in a batch nobody knows */
            unoffered: components["schemas"]["FigureRead"];
            /**
             * Unoffered Names
             * @description Their providers, or models where none is recorded
             */
            unoffered_names: string[];
            /**
             * Unpriced
             * @description Left out: what they cost today is not known
             */
            unpriced: number;
        };
        /**
         * BilledRead
         * @description What the replayed calls were billed; those that do not say what was cached count as fresh.
         */
        BilledRead: {
            cost: components["schemas"]["FigureRead"];
            fresh_tokens: components["schemas"]["FigureRead"];
            /**
             * Has Cached
             * @description Whether anything was read from a cache or written to one
             */
            has_cached: boolean;
            /**
             * Is Told
             * @description Whether any call says what was cached
             */
            is_told: boolean;
            read_tokens: components["schemas"]["FigureRead"];
            /**
             * Unrecorded Calls
             * @description Replayed calls that do not say what was cached
             */
            unrecorded_calls: number;
            write_tokens: components["schemas"]["FigureRead"];
        };
        /** Breakdown */
        Breakdown: {
            also_by?: components["schemas"]["Dimension"] | null;
            by: components["schemas"]["Dimension"];
            /** Rows */
            rows: components["schemas"]["GroupRead"][];
            /** Truncated */
            truncated: boolean;
            /** @description Of all the calls together, where it is asked for */
            whole?: components["schemas"]["TallyRead"] | null;
        };
        /**
         * Bucket
         * @description The disjoint kinds of tokens; every token of a call lies in exactly one.
         * @enum {string}
         */
        Bucket: "input_fresh" | "cache_read" | "cache_write_5m" | "cache_write_1h" | "output_text" | "output_reasoning";
        /** BucketRead */
        BucketRead: {
            bucket: components["schemas"]["Bucket"];
            tokens: components["schemas"]["FigureRead"];
        };
        /** CachePartRead */
        CachePartRead: {
            /** Calls */
            calls: number;
            /** @description Without a cache: all input fresh */
            cost: components["schemas"]["FigureRead"];
            /** Counted Calls */
            counted_calls: number;
            /**
             * Key
             * @description Empty: not recorded
             */
            key: string;
            /** @description Of the input tokens */
            read_share: components["schemas"]["FigureRead"];
            /** Read Tokens */
            read_tokens: number;
            /** @description What reading saved beside fresh input */
            reads: components["schemas"]["FigureRead"];
            /** @description Below zero where the cache cost more than it saved */
            saving: components["schemas"]["FigureRead"];
            today: components["schemas"]["FigureRead"];
            tokens_read: components["schemas"]["FigureRead"];
            tokens_written: components["schemas"]["FigureRead"];
            /**
             * Unrecorded Calls
             * @description Counted calls that do not say what was cached
             */
            unrecorded_calls: number;
            /** @description What the written tokens cost in all */
            write_cost: components["schemas"]["FigureRead"];
            /** @description What writing saved beside fresh input: mostly below zero */
            writes: components["schemas"]["FigureRead"];
            /** Written Tokens */
            written_tokens: number;
        };
        /**
         * CachingNow
         * @description What prompt caching costs and saves now, as billed.
         */
        CachingNow: {
            by: components["schemas"]["Dimension"];
            /** Calls */
            calls: number;
            /** @description Without a cache: all input fresh */
            cost: components["schemas"]["FigureRead"];
            /** Counted Calls */
            counted_calls: number;
            /**
             * Losing
             * @description What loses most first
             */
            losing: components["schemas"]["LosingCacheRead"][];
            /** Losing Left Out */
            losing_left_out: number;
            /**
             * Mended
             * @description Caches that lost for some days and are read again
             */
            mended?: components["schemas"]["LosingCacheRead"][];
            /**
             * Mended Left Out
             * @default 0
             */
            mended_left_out: number;
            /**
             * Parts
             * @description The most saved first, unknown last; times in order
             */
            parts: components["schemas"]["CachePartRead"][];
            /**
             * Parts Left Out
             * @description Those that save and lose least; of times the earliest
             */
            parts_left_out: number;
            /** @description Of the input tokens */
            read_share: components["schemas"]["FigureRead"];
            /** Read Tokens */
            read_tokens: number;
            /** @description What reading saved beside fresh input */
            reads: components["schemas"]["FigureRead"];
            /** @description Below zero where the cache cost more than it saved */
            saving: components["schemas"]["FigureRead"];
            today: components["schemas"]["FigureRead"];
            tokens_read: components["schemas"]["FigureRead"];
            tokens_written: components["schemas"]["FigureRead"];
            /**
             * Unrecorded Calls
             * @description Counted calls that do not say what was cached
             */
            unrecorded_calls: number;
            /** @description What the written tokens cost in all */
            write_cost: components["schemas"]["FigureRead"];
            /** @description What writing saved beside fresh input: mostly below zero */
            writes: components["schemas"]["FigureRead"];
            /** Written Tokens */
            written_tokens: number;
        };
        /**
         * CallDetail
         * @description Everything known of one call.
         */
        CallDetail: {
            /** Agent */
            agent: string;
            /**
             * Call Id
             * Format: uuid
             */
            call_id: string;
            /** Completion Hash */
            completion_hash: string;
            /** Completion Text */
            completion_text: string | null;
            cost_kind: components["schemas"]["Certainty"];
            /**
             * Cost Usd
             * @description At the project's prices; null: its price is not known
             */
            cost_usd: string | null;
            /** Duration Ms */
            duration_ms: number | null;
            /** Error Type */
            error_type: string;
            /** Feature */
            feature: string;
            /** Import Id */
            import_id: string | null;
            /** Model */
            model: string;
            /** Operation */
            operation: string;
            /** Parent Span Id */
            parent_span_id: string;
            /**
             * Price
             * @description What the price says of a million tokens; None without a price
             */
            price: string | null;
            /** Price Id */
            price_id: string;
            /** Prompt Hash */
            prompt_hash: string;
            /** Prompt Text */
            prompt_text: string | null;
            /** Provider */
            provider: string;
            /** Session Id */
            session_id: string;
            /** Source */
            source: string;
            /** Source Seq */
            source_seq: number;
            /** Span Id */
            span_id: string;
            /**
             * Started At
             * Format: date-time
             */
            started_at: string;
            status: components["schemas"]["CallStatus"];
            /** Stop Reason */
            stop_reason: string;
            time_basis: components["schemas"]["TimeBasis"];
            /** Trace Id */
            trace_id: string;
            /** Ttft Ms */
            ttft_ms: number | null;
            usage: components["schemas"]["UsageRead"];
            /** User Id */
            user_id: string;
        };
        /**
         * CallMeasure
         * @description A number that a call has: USD, tokens or milliseconds. Not every log tells each of them.
         * @enum {string}
         */
        CallMeasure: "cost" | "tokens" | "input" | "output" | "reasoning" | "duration" | "ttft";
        /** CallPage */
        CallPage: {
            /** Calls */
            calls: components["schemas"]["CallRead"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * CallRead
         * @description One call as a row of a list. An empty string or null is "not recorded".
         */
        CallRead: {
            /** Agent */
            agent: string;
            /**
             * Call Id
             * Format: uuid
             */
            call_id: string;
            cost_kind: components["schemas"]["Certainty"];
            /**
             * Cost Usd
             * @description At the project's prices; null: its price is not known
             */
            cost_usd: string | null;
            /** Duration Ms */
            duration_ms: number | null;
            /** Feature */
            feature: string;
            /** Model */
            model: string;
            /** Operation */
            operation: string;
            /** Provider */
            provider: string;
            /** Session Id */
            session_id: string;
            /** Source */
            source: string;
            /** Source Seq */
            source_seq: number;
            /**
             * Started At
             * Format: date-time
             */
            started_at: string;
            status: components["schemas"]["CallStatus"];
            time_basis: components["schemas"]["TimeBasis"];
            /** Ttft Ms */
            ttft_ms: number | null;
            usage: components["schemas"]["UsageRead"];
            /** User Id */
            user_id: string;
        };
        /**
         * CallSizesRead
         * @description How long calls are, which are oversized, and what their excess costs.
         */
        CallSizesRead: {
            by?: components["schemas"]["Dimension"] | null;
            /**
             * By Model
             * @description Those with the most tokens
             */
            by_model: components["schemas"]["SizeGroupRead"][];
            /** Growing */
            growing: components["schemas"]["GrowingSessionRead"][];
            /** Largest Input */
            largest_input: components["schemas"]["LargeCallRead"][];
            /** Largest Output */
            largest_output: components["schemas"]["LargeCallRead"][];
            /** Models Left Out */
            models_left_out: number;
            /**
             * Parts
             * @description Where a dimension was given
             */
            parts?: components["schemas"]["SizePartRead"][];
            /**
             * Parts Left Out
             * @default 0
             */
            parts_left_out: number;
            /** Quality */
            quality: string;
            /** @description Null unless a share was given */
            shorter: components["schemas"]["ShorterRead"] | null;
            whole: components["schemas"]["SizeGroupRead"];
        };
        /**
         * CallStatus
         * @enum {string}
         */
        CallStatus: "ok" | "error";
        /**
         * CappedPartRead
         * @description Calls, and what those with more reasoning tokens than the cap have beyond it.
         */
        CappedPartRead: {
            /** @description Their reasoning tokens beyond the cap */
            above: components["schemas"]["FigureRead"];
            /** Calls */
            calls: number;
            /** @description What these cost */
            cost: components["schemas"]["FigureRead"];
            /** Key */
            key: string;
            /** @description Calls above the cap; unknown where no call records reasoning */
            longer: components["schemas"]["FigureRead"];
            /** @description The same amount, supposing that they had not been produced */
            saving: components["schemas"]["FigureRead"];
            /**
             * Unrecorded
             * @description Calls that do not record reasoning: not counted, and not zero
             */
            unrecorded: number;
        };
        /**
         * Cell
         * @description One cell of a table: words or a figure; `call` is the one call that the words open.
         */
        Cell: {
            /** Call */
            call?: string | null;
            figure?: components["schemas"]["FigureRead"] | null;
            /**
             * Text
             * @default
             */
            text: string;
        };
        /**
         * Certainty
         * @description `EXACT` follows from the log, `ESTIMATED` rests on a listed assumption, `UNKNOWN` has no number.
         * @enum {string}
         */
        Certainty: "exact" | "estimated" | "unknown";
        /** ComparisonRead */
        ComparisonRead: {
            after: components["schemas"]["PeriodRead"];
            before: components["schemas"]["PeriodRead"];
            change: components["schemas"]["FigureRead"];
            /** Effects */
            effects: components["schemas"]["EffectRead"][];
            /**
             * Movers
             * @description By each of feature, model, agent and user
             */
            movers: components["schemas"]["MoversRead"][];
        };
        /**
         * Contribution
         * @description One call's part of a figure; over all pages the parts sum to it exactly.
         */
        Contribution: {
            /** Agent */
            agent: string;
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Cache Read */
            cache_read: number;
            /** Cache Write 1H */
            cache_write_1h: number;
            /** Cache Write 5M */
            cache_write_5m: number;
            /**
             * Call Id
             * Format: uuid
             */
            call_id: string;
            /**
             * Contribution
             * @description Null: the price of this call is not known
             */
            contribution: string | null;
            /** Input Fresh */
            input_fresh: number;
            /** Model */
            model: string;
            /** Output Reasoning */
            output_reasoning: number;
            /** Output Text */
            output_text: number;
            /** Session */
            session: string;
            /** Source Seq */
            source_seq: number;
        };
        /**
         * CrosstabCell
         * @description One measure of one part; `before` is that of the earlier time, null where none is asked for.
         */
        CrosstabCell: {
            before?: components["schemas"]["FigureRead"] | null;
            now: components["schemas"]["FigureRead"];
        };
        /**
         * CrosstabRead
         * @description The parts with the most of the first measure first; those of one dimension in time in its order.
         */
        CrosstabRead: {
            /** By */
            by: components["schemas"]["Dimension"][];
            /** Measures */
            measures: string[];
            /** Rows */
            rows: components["schemas"]["CrosstabRow"][];
            /** Truncated */
            truncated: boolean;
            whole: components["schemas"]["CrosstabRow"];
        };
        /** CrosstabRow */
        CrosstabRow: {
            /** Calls */
            calls: number;
            /**
             * Calls Before
             * @description Null where no earlier time is asked for
             */
            calls_before?: number | null;
            /**
             * Cells
             * @description In the order of the measures
             */
            cells: components["schemas"]["CrosstabCell"][];
            /**
             * Keys
             * @description The part's name in each dimension; empty is not recorded
             */
            keys: string[];
        };
        /**
         * Dimension
         * @description What a breakdown is by.
         * @enum {string}
         */
        Dimension: "model" | "provider" | "agent" | "agent_kind" | "feature" | "user" | "session" | "stop_reason" | "minute" | "five_minutes" | "hour" | "day" | "week" | "month" | "weekday" | "hour_of_day";
        /**
         * EffectRead
         * @description One reason for the change; over all of them the values add up to the change.
         */
        EffectRead: {
            effect: components["schemas"]["FigureRead"];
            /** Id */
            id: string;
            /** Words */
            words: string;
        };
        /** ErrorTypeRead */
        ErrorTypeRead: {
            /** Calls */
            calls: number;
            /**
             * Error Type
             * @description Empty: the log does not name it
             */
            error_type: string;
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
        /** Evidence */
        Evidence: {
            /** Contributions */
            contributions: components["schemas"]["Contribution"][];
            figure: components["schemas"]["FigureRead"];
            /** Next Cursor */
            next_cursor: string | null;
            /** Page Sum */
            page_sum: string;
            /** Remaining Calls */
            remaining_calls: number;
            /**
             * Sum
             * @description Over all pages; equals the value of the figure
             */
            sum: string;
        };
        /**
         * ExactRepeatsRead
         * @description What an exact response cache would have answered, and what speaks against letting it.
         */
        ExactRepeatsRead: {
            /**
             * Calls
             * @description Calls whose prompt was recorded
             */
            calls: number;
            cost: components["schemas"]["FigureRead"];
            divergent: components["schemas"]["FigureRead"];
            /** Prompts */
            prompts: components["schemas"]["RepeatedPrompt"][];
            repeats: components["schemas"]["FigureRead"];
            /** Verdict */
            verdict: string;
            /**
             * Without Prompt
             * @description Calls whose prompt was not recorded: nothing tells what repeats
             */
            without_prompt: number;
        };
        /**
         * ExclusionRead
         * @description Calls that could not be replayed.
         */
        ExclusionRead: {
            /** Calls */
            calls: number;
            /** @description Null in results from before this was told */
            lacks?: components["schemas"]["Lack"] | null;
            /** Reason */
            reason: string;
            /**
             * Send
             * @description What to send so that they can be; empty: nothing would help
             * @default
             */
            send: string;
        };
        /**
         * ExportAnswer
         * @description Everything but the rejected spans is held; no `partialSuccess` means everything.
         */
        ExportAnswer: {
            partialSuccess?: components["schemas"]["PartialSuccess"] | null;
        };
        /**
         * FailedTool
         * @description A tool that gave no result, so that something is missing from the report.
         */
        FailedTool: {
            /** Detail */
            detail: string;
            /** Title */
            title: string;
        };
        /**
         * FigureRead
         * @description A number with all that is needed to trust it; `value` is null when it is not known.
         */
        FigureRead: {
            /** Assumptions */
            assumptions: string[];
            /** Calls */
            calls: number;
            /** Evidence */
            evidence: string | null;
            /** Formula */
            formula: string;
            /** Id */
            id: string;
            /** Interval */
            interval: [
                string,
                string
            ] | null;
            kind: components["schemas"]["Certainty"];
            /** Missing */
            missing: string | null;
            /** Price Book */
            price_book: string | null;
            rule: components["schemas"]["RuleRead"];
            unit: components["schemas"]["Unit"];
            /** Value */
            value: string | null;
        };
        /**
         * FileFormat
         * @description What an uploaded file may be; `AUTO` is found out from its first bytes.
         * @enum {string}
         */
        FileFormat: "auto" | "native" | "weka" | "mooncake" | "claude-code" | "openai-usage" | "anthropic-usage";
        /**
         * FilterChoices
         * @description What the filters may be set to, with the number of calls of the project behind each choice.
         */
        FilterChoices: {
            /** Agents */
            agents: components["schemas"]["AgentChoice"][];
            /** Models */
            models: components["schemas"]["ModelChoice"][];
        };
        /**
         * Finding
         * @description A lever that pays, or that does not, with the tool result it rests on.
         */
        Finding: {
            /**
             * Caveat
             * @description What must be known before the saving is believed
             * @default
             */
            caveat: string;
            /**
             * Changes Answers
             * @description Whether it may change answers, whose quality no log tells
             */
            changes_answers: boolean;
            /** Id */
            id: string;
            /** Lever */
            lever: string;
            passage: components["schemas"]["Passage"];
            /**
             * Result Id
             * Format: uuid
             */
            result_id: string;
            /** @description Null where the lever does not pay, or cannot be told */
            saving: components["schemas"]["FigureRead"] | null;
            /** Title */
            title: string;
            /** Tradeoffs */
            tradeoffs: string[];
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
        /**
         * FurtherAnswer
         * @description The answer to a further question of the same words: "and which model is that?".
         */
        FurtherAnswer: {
            answer: components["schemas"]["Passage"];
            /** Question */
            question: string;
            /** Scope */
            scope: string;
            /** Sections */
            sections: components["schemas"]["Section"][];
            /** Title */
            title: string;
            /** Unread */
            unread: string[];
        };
        /**
         * GroupKey
         * @description What calls can be summed by.
         * @enum {string}
         */
        GroupKey: "model" | "provider" | "agent" | "agent_kind" | "session" | "user" | "feature" | "stop_reason" | "minute" | "five_minutes" | "hour" | "day" | "week" | "month" | "weekday" | "hour_of_day" | "size" | "utc_day" | "priced" | "waiting";
        /**
         * GroupRead
         * @description What a group of calls used and cost. `cost` is null when no call of it has a known price.
         */
        GroupRead: {
            /**
             * Also Key
             * @description The part within the part, in a table by two dimensions
             */
            also_key?: string | null;
            /** Cache Read */
            cache_read: number;
            /**
             * Cache Unrecorded Calls
             * @description Calls whose log does not tell cached from fresh input
             */
            cache_unrecorded_calls: number;
            /** Cache Write 1H */
            cache_write_1h: number;
            /** Cache Write 5M */
            cache_write_5m: number;
            /** Calls */
            calls: number;
            /** Cost */
            cost: string | null;
            cost_kind: components["schemas"]["Certainty"];
            /** Errors */
            errors: number;
            /** Input Fresh */
            input_fresh: number;
            /** Input Total */
            input_total: number;
            /** Key */
            key: string;
            /** Output Reasoning */
            output_reasoning: number;
            /** Output Text */
            output_text: number;
            /** Output Total */
            output_total: number;
            /**
             * Reasoning Unrecorded Calls
             * @description Calls whose log does not tell reasoning from text
             */
            reasoning_unrecorded_calls: number;
            /** @description Where it is asked for */
            tally?: components["schemas"]["TallyRead"] | null;
            /** Unpriced Calls */
            unpriced_calls: number;
        };
        /**
         * GrowingSessionRead
         * @description A session of three calls or more in which an agent's last one had more input than its first.
         */
        GrowingSessionRead: {
            /** Agent */
            agent: string;
            /** Calls */
            calls: number;
            /** First Input */
            first_input: number;
            /** @description By what share of the first call's input the last one has more */
            growth: components["schemas"]["FigureRead"];
            /**
             * Last Call
             * Format: uuid
             */
            last_call: string;
            /** Last Input */
            last_input: number;
            /** Session */
            session: string;
        };
        /**
         * ImportRead
         * @description An import and how far it has come. `refusals` holds the first 100; `rows_refused` counts all.
         */
        ImportRead: {
            /** Bytes Read */
            bytes_read: number;
            /** Bytes Total */
            bytes_total: number;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Error */
            error: string | null;
            /** File Name */
            file_name: string;
            /** Finished At */
            finished_at: string | null;
            format: components["schemas"]["FileFormat"];
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Refusals */
            refusals: components["schemas"]["RefusalRead"][];
            /**
             * Rows Known
             * @description Rows whose call the project already had
             */
            rows_known: number;
            /** Rows Read */
            rows_read: number;
            /** Rows Refused */
            rows_refused: number;
            /** Rows Written */
            rows_written: number;
            state: components["schemas"]["ImportState"];
        };
        /**
         * ImportState
         * @enum {string}
         */
        ImportState: "receiving" | "queued" | "running" | "done" | "failed" | "cancelled" | "undone";
        JsonValue: unknown;
        /**
         * KindCostRead
         * @description What one kind of token cost in calls with a price.
         */
        KindCostRead: {
            cost: components["schemas"]["FigureRead"];
            kind: components["schemas"]["TokenKind"];
            /**
             * Tokens
             * @description In calls with a price; 0 for what is no token
             */
            tokens: number;
        };
        /**
         * Lack
         * @description What calls lack that could not take part.
         * @enum {string}
         */
        Lack: "prompt" | "price" | "choice";
        /** LargeCallRead */
        LargeCallRead: {
            /** Agent */
            agent: string;
            /**
             * At
             * Format: date-time
             */
            at: string;
            /**
             * Call Id
             * Format: uuid
             */
            call_id: string;
            /**
             * Cost
             * @description Null: its price is not known
             */
            cost: string | null;
            /** Input Total */
            input_total: number;
            /** Model */
            model: string;
            /** Output Total */
            output_total: number;
            /** Session */
            session: string;
        };
        /**
         * LatencyGroupRead
         * @description Times are over the calls of the group that recorded them.
         */
        LatencyGroupRead: {
            /** Calls */
            calls: number;
            duration_p50: components["schemas"]["FigureRead"];
            duration_p95: components["schemas"]["FigureRead"];
            duration_p99: components["schemas"]["FigureRead"];
            error_rate: components["schemas"]["FigureRead"];
            /** Error Types */
            error_types: components["schemas"]["ErrorTypeRead"][];
            errors: components["schemas"]["FigureRead"];
            /** Key */
            key: string;
            output_speed_p50: components["schemas"]["FigureRead"];
            ttft_p50: components["schemas"]["FigureRead"];
            ttft_p95: components["schemas"]["FigureRead"];
        };
        /** LatencyRead */
        LatencyRead: {
            by: components["schemas"]["Dimension"];
            /** Groups */
            groups: components["schemas"]["LatencyGroupRead"][];
            /** Truncated */
            truncated: boolean;
            whole: components["schemas"]["LatencyGroupRead"];
        };
        /**
         * LeadingPart
         * @description The part of a table that an answer names first; what "that session" means in the next question.
         */
        LeadingPart: {
            by: components["schemas"]["GroupKey"];
            /**
             * Is One
             * @default false
             */
            is_one: boolean;
            /** Key */
            key: string;
            /**
             * Others
             * @default []
             */
            others: string[];
        };
        /**
         * Level
         * @enum {string}
         */
        Level: "low" | "medium" | "high";
        /**
         * LosingCacheRead
         * @description A cache that is written and hardly ever read: writes cost more than reads save.
         */
        LosingCacheRead: {
            /** @description What these calls would save, were it so again */
            as_before: components["schemas"]["FigureRead"] | null;
            /** Calls */
            calls: number;
            /** @description Without a cache: all input fresh */
            cost: components["schemas"]["FigureRead"];
            /** Counted Calls */
            counted_calls: number;
            /** Feature */
            feature: string;
            /** Model */
            model: string;
            /** @description Of the input tokens */
            read_share: components["schemas"]["FigureRead"];
            /** Read Tokens */
            read_tokens: number;
            /** @description What reading saved beside fresh input */
            reads: components["schemas"]["FigureRead"];
            /** @description Below zero where the cache cost more than it saved */
            saving: components["schemas"]["FigureRead"];
            /** @description What of the input was read until then */
            share_before: components["schemas"]["FigureRead"] | null;
            /**
             * Since
             * @description The day on which it began; null: all the time asked about
             */
            since: string | null;
            today: components["schemas"]["FigureRead"];
            tokens_read: components["schemas"]["FigureRead"];
            tokens_written: components["schemas"]["FigureRead"];
            /**
             * Unrecorded Calls
             * @description Counted calls that do not say what was cached
             */
            unrecorded_calls: number;
            /**
             * Until
             * @description Where it is over: the day from which on it was read
             */
            until?: string | null;
            /**
             * User
             * @description Null: it is so for the users of the feature together
             */
            user: string | null;
            /** @description What the written tokens cost in all */
            write_cost: components["schemas"]["FigureRead"];
            /** @description What writing saved beside fresh input: mostly below zero */
            writes: components["schemas"]["FigureRead"];
            /** Written Tokens */
            written_tokens: number;
        };
        /**
         * Method
         * @description How the report came about: over which calls, by which rules, at which prices, in whose words.
         */
        Method: {
            /** Calls */
            calls: number;
            /** From */
            from: string | null;
            /** Notes */
            notes: string[];
            /** Price Book */
            price_book: string;
            /** Rules */
            rules: components["schemas"]["RuleRead"][];
            /** To */
            to: string | null;
            /**
             * Written By
             * @description "rules", or the language model that put it into words
             */
            written_by: string;
            /** Zone */
            zone: string;
        };
        /** ModelAlternativesRead */
        ModelAlternativesRead: {
            /**
             * Alternatives
             * @description The cheapest first; empty if none is known
             */
            alternatives: components["schemas"]["AlternativeRead"][];
            /** Calls */
            calls: number;
            /**
             * Compared
             * @description Models with a price for what was used
             */
            compared: number;
            cost: components["schemas"]["FigureRead"];
            /**
             * Missing
             * @description Why nothing can be compared, and what would help
             */
            missing: string | null;
            /** Model */
            model: string;
        };
        /** ModelChoice */
        ModelChoice: {
            /** Calls */
            calls: number;
            /** Value */
            value: string;
        };
        /**
         * ModelInBatchesRead
         * @description The answered calls of one model at one provider.
         */
        ModelInBatchesRead: {
            /** Calls */
            calls: number;
            /** @description Unknown where no batch price of the provider is known */
            cost: components["schemas"]["FigureRead"];
            /**
             * Model
             * @description Empty: not recorded
             */
            model: string;
            /**
             * Provider
             * @description Empty: not recorded; the model's maker is supposed
             */
            provider: string;
            saving: components["schemas"]["FigureRead"];
            /**
             * Share
             * @description Of the list price; null where it is not known
             */
            share: string | null;
            /**
             * Source
             * @description Who publishes it, and in which document
             */
            source: string | null;
            today: components["schemas"]["FigureRead"];
        };
        /**
         * MovedModelRead
         * @description The calls of one model, moved to the supposed one.
         */
        MovedModelRead: {
            /** Calls */
            calls: number;
            /** @description At the supposed model; unknown where it has no price for them */
            cost: components["schemas"]["FigureRead"];
            /**
             * Is Counted
             * @description Whether the totals have them
             */
            is_counted: boolean;
            /**
             * Is Same
             * @description Calls of the supposed model itself: they stay as they are
             */
            is_same: boolean;
            /**
             * Model
             * @description Empty: not recorded
             */
            model: string;
            /** @description Unknown where either cost is */
            saving: components["schemas"]["FigureRead"];
            today: components["schemas"]["FigureRead"];
        };
        /**
         * MoverRead
         * @description A group of calls whose cost changed; an empty key stands for calls that record none.
         */
        MoverRead: {
            after: components["schemas"]["FigureRead"];
            before: components["schemas"]["FigureRead"];
            /** Calls After */
            calls_after: number;
            /** Calls Before */
            calls_before: number;
            change: components["schemas"]["FigureRead"];
            /** Key */
            key: string;
        };
        /**
         * MoversRead
         * @description The groups whose cost changed most, the largest change first; all groups add up to the change.
         */
        MoversRead: {
            by: components["schemas"]["Dimension"];
            /**
             * Groups
             * @description How many groups there are in both periods together
             */
            groups: number;
            /** Movers */
            movers: components["schemas"]["MoverRead"][];
        };
        /**
         * Order
         * @description Which end of an order comes first.
         * @enum {string}
         */
        Order: "most" | "least";
        /** Overview */
        Overview: {
            /** Buckets */
            buckets: components["schemas"]["BucketRead"][];
            /** By Agent */
            by_agent: components["schemas"]["GroupRead"][];
            /** By Model */
            by_model: components["schemas"]["GroupRead"][];
            /** Calls */
            calls: number;
            cost: components["schemas"]["FigureRead"];
            /** Errors */
            errors: number;
            filters: components["schemas"]["FilterChoices"];
            input: components["schemas"]["FigureRead"];
            latency_p50: components["schemas"]["FigureRead"];
            latency_p95: components["schemas"]["FigureRead"];
            /** Notes */
            notes: string[];
            output: components["schemas"]["FigureRead"];
            /** Series */
            series: components["schemas"]["SeriesPoint"][];
            /** Sessions */
            sessions: number;
            time: components["schemas"]["TimeRead"];
            ttft_p50: components["schemas"]["FigureRead"];
        };
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
        /** PartialSuccess */
        PartialSuccess: {
            /** Errormessage */
            errorMessage: string;
            /** Rejectedspans */
            rejectedSpans: number;
        };
        /**
         * Passage
         * @description Text in which `{name}` stands for the figure of that name.
         */
        Passage: {
            /** Figures */
            figures?: {
                [key: string]: components["schemas"]["FigureRead"];
            };
            /** Text */
            text: string;
        };
        /** PeriodRead */
        PeriodRead: {
            /** Calls */
            calls: number;
            cost: components["schemas"]["FigureRead"];
            /**
             * Failed
             * @description Of the calls
             */
            failed: number;
            /**
             * From
             * Format: date-time
             */
            from: string;
            /**
             * To
             * Format: date-time
             */
            to: string;
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
        /**
         * PolicyGroup
         * @description The policies over one group of calls.
         */
        PolicyGroup: {
            /** @description Null: what was billed is cheaper than every policy */
            best: components["schemas"]["PolicyId"] | null;
            billed: components["schemas"]["FigureRead"];
            /** Calls */
            calls: number;
            /** Costs */
            costs: {
                [key: string]: components["schemas"]["FigureRead"];
            };
            /** Key */
            key: string;
            /** Savings */
            savings: {
                [key: string]: components["schemas"]["FigureRead"];
            };
        };
        /**
         * PolicyId
         * @enum {string}
         */
        PolicyId: "none" | "write_5m" | "write_1h" | "selective";
        /**
         * PolicyRead
         * @description What one way of caching prompts would have cost on these calls.
         */
        PolicyRead: {
            cost: components["schemas"]["FigureRead"];
            fresh_tokens: components["schemas"]["FigureRead"];
            id: components["schemas"]["PolicyId"];
            read_tokens: components["schemas"]["FigureRead"];
            /** @description Beside what was billed; below zero where it costs more */
            saving: components["schemas"]["FigureRead"];
            saving_ratio: components["schemas"]["FigureRead"];
            /** Title */
            title: string;
            verdict: components["schemas"]["Verdict"];
            write_tokens: components["schemas"]["FigureRead"];
        };
        /**
         * PriceBookId
         * @description The books a project may choose.
         * @enum {string}
         */
        PriceBookId: "genai-prices" | "definitions-flat";
        /**
         * Problem
         * @description An RFC 9457 problem; `code` is stable and for programs, `detail` is for people.
         */
        Problem: {
            /** Code */
            code: string;
            /** Detail */
            detail: string;
            /** Request Id */
            request_id?: string | null;
            /** Status */
            status: number;
            /** Title */
            title: string;
            /**
             * Type
             * @default about:blank
             */
            type: string;
        } & {
            [key: string]: unknown;
        };
        /**
         * ProjectChange
         * @description Only what is given changes; `text_policy` and `price_book` are fixed once calls exist.
         */
        ProjectChange: {
            assumed_price?: components["schemas"]["AssumedPriceBody-Input"] | null;
            /** Name */
            name?: string | null;
            /**
             * Own Words
             * @description All of the team's own words for users, sessions and so on, in place of those kept
             */
            own_words?: {
                [key: string]: components["schemas"]["WordMeaning"];
            } | null;
            price_book?: components["schemas"]["PriceBookId"] | null;
            text_policy?: components["schemas"]["TextPolicy"] | null;
            /** Time Zone */
            time_zone?: string | null;
        };
        /** ProjectCreate */
        ProjectCreate: {
            assumed_price?: components["schemas"]["AssumedPriceBody-Input"] | null;
            /** Name */
            name: string;
            /** @default genai-prices */
            price_book: components["schemas"]["PriceBookId"];
            /** @default keep */
            text_policy: components["schemas"]["TextPolicy"];
            /**
             * Time Zone
             * @default UTC
             */
            time_zone: string;
        };
        /** ProjectRead */
        ProjectRead: {
            assumed_price: components["schemas"]["AssumedPriceBody-Output"] | null;
            /** Calls */
            calls: number;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Deleted At */
            deleted_at: string | null;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Name */
            name: string;
            /** Own Words */
            own_words: {
                [key: string]: components["schemas"]["WordMeaning"];
            };
            price_book: components["schemas"]["PriceBookId"];
            sample: components["schemas"]["SampleRead"] | null;
            text_policy: components["schemas"]["TextPolicy"];
            /** Time Zone */
            time_zone: string;
        };
        /** PromptCaching */
        PromptCaching: {
            /** Assumptions */
            assumptions: string[];
            billed: components["schemas"]["BilledRead"];
            /** By Agent */
            by_agent: components["schemas"]["PolicyGroup"][];
            /** By Model */
            by_model: components["schemas"]["PolicyGroup"][];
            /** Calls */
            calls: number;
            /** Excluded */
            excluded: components["schemas"]["ExclusionRead"][];
            /** Policies */
            policies: components["schemas"]["PolicyRead"][];
            recommendation: components["schemas"]["Recommendation"] | null;
        };
        /**
         * PromptRead
         * @description A prompt that repeats, and what caching it would save.
         */
        PromptRead: {
            /** Calls */
            calls: number;
            /** Label */
            label: string;
            /** Prefix */
            prefix: string;
            saving: components["schemas"]["FigureRead"];
            /** Session */
            session: string;
            /** Tokens */
            tokens: number;
        };
        /**
         * RankedCalls
         * @description The calls at one end of an order; calls that do not tell what is measured are in none.
         */
        RankedCalls: {
            by: components["schemas"]["CallMeasure"];
            /** Calls */
            calls: components["schemas"]["CallRead"][];
            order: components["schemas"]["Order"];
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
        /** ReasoningCapRead */
        ReasoningCapRead: {
            by: components["schemas"]["Dimension"];
            /** Cap */
            cap: number;
            /**
             * Parts
             * @description Those with the most to save first
             */
            parts: components["schemas"]["CappedPartRead"][];
            /** Parts Left Out */
            parts_left_out: number;
            /** Price Book */
            price_book: string;
            whole: components["schemas"]["CappedPartRead"];
        };
        /** Recommendation */
        Recommendation: {
            /**
             * Caveat
             * @description What must be known before a saving is believed, or empty
             */
            caveat: string;
            /** Example Code */
            example_code: string;
            /** Headline */
            headline: string;
            /** @description Null: keep the caching that is in place */
            policy: components["schemas"]["PolicyId"] | null;
            /** Prompts */
            prompts: components["schemas"]["PromptRead"][];
            /** Steps */
            steps: string[];
            /** Why */
            why: string[];
        };
        /**
         * RecordedName
         * @description What calls have to name, whatever it is, where only such calls are asked for.
         * @enum {string}
         */
        RecordedName: "session" | "user";
        /** RefusalRead */
        RefusalRead: {
            /** Reason */
            reason: string;
            /**
             * Row
             * @description Row of the file, counted from 1
             */
            row: number;
        };
        /**
         * RepeatedPrompt
         * @description One prompt that came again, by the fingerprint that tells it from others.
         */
        RepeatedPrompt: {
            /**
             * Calls
             * @description Calls with this prompt, the first included
             */
            calls: number;
            cost: components["schemas"]["FigureRead"];
            /**
             * Divergent
             * @description Repeats that were answered otherwise than the first time
             */
            divergent: number;
            /** Model */
            model: string;
            /** Prompt */
            prompt: string;
        };
        /**
         * Report
         * @description What a run delivers: the answer first; where several questions were asked in one, that to the first.
         */
        Report: {
            /** Actions */
            actions: components["schemas"]["Action"][];
            answer: components["schemas"]["Passage"];
            /**
             * Asked At
             * Format: date-time
             */
            asked_at: string;
            choice: components["schemas"]["ReportChoice"] | null;
            /** Failed */
            failed: components["schemas"]["FailedTool"][];
            /**
             * Findings
             * @description Of all questions, as are actions, trade-offs and unknowns
             */
            findings: components["schemas"]["Finding"][];
            /**
             * First Question
             * @description What is answered first, where more was asked behind it
             * @default
             */
            first_question: string;
            /** Follow Ups */
            follow_ups: string[];
            /**
             * Further
             * @description Answers to what was asked behind it
             * @default []
             */
            further: components["schemas"]["FurtherAnswer"][];
            leading?: components["schemas"]["LeadingPart"] | null;
            method: components["schemas"]["Method"];
            /**
             * Project Id
             * Format: uuid
             */
            project_id: string;
            /** Project Name */
            project_name: string;
            /** Question */
            question: string;
            /**
             * Run Id
             * Format: uuid
             */
            run_id: string;
            /**
             * Scope
             * @description Which calls it is about, in words; empty where it is about none
             * @default
             */
            scope: string;
            /** Sections */
            sections: components["schemas"]["Section"][];
            sufficiency: components["schemas"]["Sufficiency"];
            /**
             * Thread Id
             * Format: uuid
             */
            thread_id: string;
            /**
             * Title
             * @description What the question, or the first of several, was read as; may be empty
             */
            title: string;
            /** Tradeoffs */
            tradeoffs: string[];
            /** Unknowns */
            unknowns: components["schemas"]["Unknown"][];
            /**
             * Unread
             * @description Words of the question that say something that was not used
             * @default []
             */
            unread: string[];
        };
        /**
         * ReportChoice
         * @description What has to be said before the question can be answered: ask an option, and name it as `chosen`.
         */
        ReportChoice: {
            /** Options */
            options: string[];
            /** Question */
            question: string;
        };
        /**
         * ReportFormat
         * @description What a report can be saved as.
         * @enum {string}
         */
        ReportFormat: "md" | "html";
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
        /** ReportTable */
        ReportTable: {
            /** Columns */
            columns: string[];
            /** Rows */
            rows: components["schemas"]["Cell"][][];
        };
        /**
         * RetriesRead
         * @description What failed, what was sent again, and what of it was paid for nothing.
         */
        RetriesRead: {
            /** @description Requests sent again after a failed one */
            after_error: components["schemas"]["FigureRead"];
            after_error_cost: components["schemas"]["FigureRead"];
            /** @description Requests sent again although they were answered */
            after_success: components["schemas"]["FigureRead"];
            after_success_cost: components["schemas"]["FigureRead"];
            /** @description Those sent again after a failure that were answered */
            answered: components["schemas"]["FigureRead"];
            /** Calls */
            calls: number;
            /** Chains */
            chains: components["schemas"]["RetryChainRead"][];
            failed: components["schemas"]["FigureRead"];
            failed_cost: components["schemas"]["FigureRead"];
            /**
             * Incomparable
             * @description Calls without prompt or session: nothing tells what repeats
             */
            incomparable: number;
            longest_chain: components["schemas"]["FigureRead"];
            /** @description Failed calls whose request was not sent again in time */
            not_again: components["schemas"]["FigureRead"];
            /**
             * Outcomes
             * @description By the kind of the error before, most first
             */
            outcomes: components["schemas"]["RetryOutcomeRead"][];
            /** Verdict */
            verdict: string;
            waste: components["schemas"]["FigureRead"];
            /** Within Seconds */
            within_seconds: number;
        };
        /**
         * RetryChainRead
         * @description One request that was sent again and again.
         */
        RetryChainRead: {
            /** Calls */
            calls: number;
            /**
             * Cost
             * @description As far as prices are known; null when not one is
             */
            cost: string | null;
            /** Failed */
            failed: number;
            /**
             * First Call
             * Format: uuid
             */
            first_call: string;
            /** Model */
            model: string;
            /**
             * Seconds
             * @description From the start of the first call to that of the last
             */
            seconds: number;
            /** Session */
            session: string;
        };
        /**
         * RetryOutcomeRead
         * @description What became of requests that were sent again after one kind of error.
         */
        RetryOutcomeRead: {
            /** Answered */
            answered: number;
            /**
             * Error Type
             * @description Empty: the log does not name it
             */
            error_type: string;
            /** Sent Again */
            sent_again: number;
        };
        /** RuleRead */
        RuleRead: {
            /** Date */
            date: string;
            /** Id */
            id: string;
            /** Source */
            source: string;
            /** Source Url */
            source_url: string | null;
            /** Text */
            text: string;
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
        /**
         * RunEventsRead
         * @description The events of a run, in order, for whoever has no socket.
         */
        RunEventsRead: {
            /** Events */
            events: (components["schemas"]["RunQueuedEvent"] | components["schemas"]["AgentStartedEvent"] | components["schemas"]["AgentThinkingEvent"] | components["schemas"]["ToolExecutingEvent"] | components["schemas"]["ToolCompletedEvent"] | components["schemas"]["AgentCompletedEvent"] | components["schemas"]["PartialResultEvent"] | components["schemas"]["ReportReadyEvent"] | components["schemas"]["RunCompletedEvent"] | components["schemas"]["RunFailedEvent"] | components["schemas"]["RunCancelledEvent"] | components["schemas"]["ThreadRenamedEvent"])[];
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
        /** RunRead */
        RunRead: {
            /**
             * Asked By
             * Format: uuid
             */
            asked_by: string;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Finished At */
            finished_at: string | null;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Last Seq */
            last_seq: number;
            /**
             * Project Id
             * Format: uuid
             */
            project_id: string;
            /** Question */
            question: string;
            state: components["schemas"]["RunState"];
            /**
             * Thread Id
             * Format: uuid
             */
            thread_id: string;
        };
        /**
         * RunState
         * @enum {string}
         */
        RunState: "queued" | "running" | "completed" | "failed" | "cancelled";
        /**
         * SampleRead
         * @description Where sample data comes from and what its licence is.
         */
        SampleRead: {
            /** Licence */
            licence: string;
            /** Licence Url */
            licence_url: string;
            /** Note */
            note: string;
            /** Source */
            source: string;
            /** Title */
            title: string;
        };
        /**
         * SavingQuestionRead
         * @description A question that the calls of the project can answer, and from what.
         */
        SavingQuestionRead: {
            /** Question */
            question: string;
            /** Why */
            why: string;
        };
        /** SavingQuestions */
        SavingQuestions: {
            /**
             * Questions
             * @description None of them needs a prompt; empty where no price is known
             */
            questions: components["schemas"]["SavingQuestionRead"][];
        };
        /**
         * Section
         * @description What one tool found, in words and as a table.
         */
        Section: {
            /** Heading */
            heading: string;
            /**
             * Is Background
             * @description What nobody asked for, but may want to look up
             * @default false
             */
            is_background: boolean;
            /** Passages */
            passages: components["schemas"]["Passage"][];
            /**
             * Result Id
             * Format: uuid
             */
            result_id: string;
            table?: components["schemas"]["ReportTable"] | null;
        };
        /**
         * SellerReason
         * @description Why a named model is priced at a provider.
         * @enum {string}
         */
        SellerReason: "own" | "maker" | "calls" | "asked";
        /**
         * SeriesPoint
         * @description One step of time; `by_model` splits it.
         */
        SeriesPoint: {
            /**
             * Also Key
             * @description The part within the part, in a table by two dimensions
             */
            also_key?: string | null;
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** By Model */
            by_model: components["schemas"]["GroupRead"][];
            /** Cache Read */
            cache_read: number;
            /**
             * Cache Unrecorded Calls
             * @description Calls whose log does not tell cached from fresh input
             */
            cache_unrecorded_calls: number;
            /** Cache Write 1H */
            cache_write_1h: number;
            /** Cache Write 5M */
            cache_write_5m: number;
            /** Calls */
            calls: number;
            /** Cost */
            cost: string | null;
            cost_kind: components["schemas"]["Certainty"];
            /** Errors */
            errors: number;
            /** Input Fresh */
            input_fresh: number;
            /** Input Total */
            input_total: number;
            /** Key */
            key: string;
            /** Output Reasoning */
            output_reasoning: number;
            /** Output Text */
            output_text: number;
            /** Output Total */
            output_total: number;
            /**
             * Reasoning Unrecorded Calls
             * @description Calls whose log does not tell reasoning from text
             */
            reasoning_unrecorded_calls: number;
            /** @description Where it is asked for */
            tally?: components["schemas"]["TallyRead"] | null;
            /** Unpriced Calls */
            unpriced_calls: number;
        };
        /**
         * SessionHalves
         * @description How a call of the first half of a session stands beside one of the second; not of short sessions.
         */
        SessionHalves: {
            /**
             * Dearer
             * @description Sessions whose second half costs more a call than their first
             */
            dearer: number;
            /** Fewest */
            fewest: number;
            /** @description Of a call on average */
            first_cost: components["schemas"]["FigureRead"];
            /** @description Tokens that a call reads on average */
            first_input: components["schemas"]["FigureRead"];
            second_cost: components["schemas"]["FigureRead"];
            second_input: components["schemas"]["FigureRead"];
            /** Sessions */
            sessions: number;
        };
        /**
         * SessionStepsRead
         * @description Which sessions go on for long, what their tails cost, and which are in a loop.
         */
        SessionStepsRead: {
            halves: components["schemas"]["SessionHalves"];
            /** Is Given */
            is_given: boolean;
            /** Limit */
            limit: number;
            /**
             * Long
             * @description Sessions with more calls than the limit
             */
            long: number;
            /**
             * Loop Rows
             * @description Those that sent one prompt most often
             */
            loop_rows: components["schemas"]["SessionStepsRow"][];
            /**
             * Loops
             * @description Sessions that sent a prompt five times or more
             */
            loops: number;
            /**
             * Middle
             * @description So many calls, or fewer, has half of the sessions
             */
            middle: number;
            /** Most */
            most: number;
            /**
             * Rows
             * @description Those with the most calls beyond the limit
             */
            rows: components["schemas"]["SessionStepsRow"][];
            /** Sessions */
            sessions: number;
            tail: components["schemas"]["FigureRead"];
            tail_cost: components["schemas"]["FigureRead"];
            /**
             * Unnamed
             * @description Calls without a session
             */
            unnamed: number;
            /**
             * Unprompted
             * @description Calls of sessions that do not record what was sent
             */
            unprompted: number;
        };
        /**
         * SessionStepsRow
         * @description One session: its calls, its tail, and how often it sent one prompt.
         */
        SessionStepsRow: {
            calls: components["schemas"]["FigureRead"];
            /**
             * Most Repeated
             * @description How often it sent the prompt that it sent most
             */
            most_repeated: number;
            /**
             * Repeats
             * @description Calls whose prompt the session had sent before, word for word
             */
            repeats: number;
            /** Session */
            session: string;
            /** Tail */
            tail: number;
            /** @description Of the calls beyond the limit */
            tail_cost: components["schemas"]["FigureRead"];
        };
        /**
         * ShorterRead
         * @description What every call would have cost less, had one side of it been shorter by a share.
         */
        ShorterRead: {
            input: components["schemas"]["FigureRead"];
            output: components["schemas"]["FigureRead"];
            /** Share */
            share: string;
        };
        /**
         * Side
         * @description The two sides of a call.
         * @enum {string}
         */
        Side: "input" | "output";
        /**
         * SideRead
         * @description Tokens on one side of the calls of a group, and the calls that have more than `limit` of them.
         */
        SideRead: {
            /** @description The tokens above the limit */
            above: components["schemas"]["FigureRead"];
            calls: components["schemas"]["FigureRead"];
            cost: components["schemas"]["FigureRead"];
            /** @description What the tokens above the limit cost */
            excess: components["schemas"]["FigureRead"];
            /**
             * Limit
             * @description Tokens above which a call is oversized; null without calls
             */
            limit: string | null;
            p50: components["schemas"]["FigureRead"];
            p90: components["schemas"]["FigureRead"];
            p95: components["schemas"]["FigureRead"];
            p99: components["schemas"]["FigureRead"];
            /** @description Of the cost of all calls of the group */
            share: components["schemas"]["FigureRead"];
            tokens: components["schemas"]["FigureRead"];
        };
        /** SizeGroupRead */
        SizeGroupRead: {
            /** Calls */
            calls: number;
            input: components["schemas"]["SideRead"];
            /**
             * Model
             * @description Null: all models
             */
            model: string | null;
            output: components["schemas"]["SideRead"];
        };
        /**
         * SizePartRead
         * @description The same of one part of a dimension; limits that were not given are those of its own calls.
         */
        SizePartRead: {
            /** Calls */
            calls: number;
            input: components["schemas"]["SideRead"];
            /** Key */
            key: string;
            output: components["schemas"]["SideRead"];
        };
        /**
         * SlowCallsRead
         * @description What goes with how long calls take, of the answered calls that recorded it.
         */
        SlowCallsRead: {
            /**
             * After First
             * @description Whether speeds are measured after the first token, or from durations
             */
            after_first: boolean;
            by: components["schemas"]["Dimension"];
            /**
             * Causes
             * @description What can be done something about, the most first
             */
            causes: components["schemas"]["SlowCause"][];
            /** @description Calls that failed: left out */
            failed: components["schemas"]["FigureRead"];
            /** Links */
            links: components["schemas"]["TimeLinkRead"][];
            /**
             * Parts
             * @description Those with the most calls; of times the latest
             */
            parts: components["schemas"]["TimedPartRead"][];
            /** Parts Left Out */
            parts_left_out: number;
            /** @description The time that 100 output tokens take */
            per_100_tokens: components["schemas"]["FigureRead"];
            /**
             * Places
             * @description Where more of the slow calls are, the most first
             */
            places: components["schemas"]["SlowPlaceRead"][];
            rest: components["schemas"]["TimedGroupRead"] | null;
            /** @description The slowest 5 %; null where no calls stand out */
            slow: components["schemas"]["TimedGroupRead"] | null;
            slow_model: components["schemas"]["SlowModelRead"] | null;
            /** @description Their share of the time of all */
            slow_share: components["schemas"]["FigureRead"];
            /** @description How long the slow calls took together */
            slow_time: components["schemas"]["FigureRead"];
            time: components["schemas"]["SpanOfTimeRead"];
            /**
             * Untimed
             * @description Answered calls that do not record how long they took
             */
            untimed: number;
            whole: components["schemas"]["TimedGroupRead"];
        };
        /**
         * SlowCause
         * @description What goes with the time, and can be done something about.
         * @enum {string}
         */
        SlowCause: "output" | "prompt" | "model";
        /** SlowModelRead */
        SlowModelRead: {
            /** Model */
            model: string;
            /** @description Of the calls of all other models */
            other_speed: components["schemas"]["FigureRead"];
            speed: components["schemas"]["FigureRead"];
        };
        /**
         * SlowPlaceRead
         * @description A part that has more of the slow calls than of all.
         */
        SlowPlaceRead: {
            by: components["schemas"]["Dimension"];
            /** Key */
            key: string;
            share_of_all: components["schemas"]["FigureRead"];
            share_of_slow: components["schemas"]["FigureRead"];
            slow: components["schemas"]["FigureRead"];
        };
        /**
         * SocketLimits
         * @description What one socket may do. Whoever exceeds it is told so, and cut off in the end.
         */
        SocketLimits: {
            /** Message Bytes */
            message_bytes: number;
            /** Messages A Second */
            messages_a_second: number;
            /**
             * Ping Seconds
             * @description How often a browser should say ping to learn that it is cut off
             */
            ping_seconds: number;
            /** Question Characters */
            question_characters: number;
            /**
             * Threads
             * @description Threads that one socket may follow; the oldest one is left for a new one
             */
            threads: number;
        };
        /**
         * SpanOfTimeRead
         * @description Where the time goes, of the calls that recorded both times.
         */
        SpanOfTimeRead: {
            /** Calls */
            calls: number;
            /** Is Mostly Waiting */
            is_mostly_waiting: boolean;
            /** @description Share of the time until the first token; unknown: not recorded */
            waiting: components["schemas"]["FigureRead"];
            /** @description Share of the time after it */
            writing: components["schemas"]["FigureRead"];
        };
        /**
         * StepResultRead
         * @description What a tool found, as the agents got it.
         */
        StepResultRead: {
            content: components["schemas"]["JsonValue"];
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Name */
            name: string;
            /** Step */
            step: number;
        };
        /**
         * Strength
         * @description How far two orders agree.
         * @enum {string}
         */
        Strength: "strong" | "some" | "none" | "unknown";
        /**
         * Sufficiency
         * @description Whether what was recorded is enough to answer a question.
         * @enum {string}
         */
        Sufficiency: "enough" | "partly" | "none";
        /**
         * SuggestedQuestion
         * @description A question that this project's data can answer.
         */
        SuggestedQuestion: {
            /** Question */
            question: string;
            /** Why */
            why: string;
        };
        /** SuggestedQuestions */
        SuggestedQuestions: {
            /** Questions */
            questions: components["schemas"]["SuggestedQuestion"][];
        };
        /**
         * SupposedModelRead
         * @description Every call at one other model: its price only, never its quality. Totals are over the same calls.
         */
        SupposedModelRead: {
            cost: components["schemas"]["FigureRead"];
            /**
             * Is Other Class
             * @description So much cheaper that it is another class of model
             */
            is_other_class: boolean;
            /** Model */
            model: string;
            /**
             * Models
             * @description The dearest first, those without a price last
             */
            models: components["schemas"]["MovedModelRead"][];
            /**
             * Models Left Out
             * @description Models with calls that are in the totals, but not listed
             */
            models_left_out: number;
            /**
             * Priced As
             * @description Whose prices these are, where the provider has none of its own
             */
            priced_as: string;
            /** Provider */
            provider: string;
            /** Quality */
            quality: string;
            /** @description Negative where the other model is dearer */
            saving: components["schemas"]["FigureRead"];
            /** @description Why this provider's price was taken */
            seller: components["schemas"]["SellerReason"];
            today: components["schemas"]["FigureRead"];
            /** @description What calls without a price today would have cost there */
            unpriced: components["schemas"]["FigureRead"];
        };
        /** SupposedRead */
        SupposedRead: {
            /** Calls */
            calls: number;
            /** Price Book */
            price_book: string;
            /** Supposed */
            supposed: components["schemas"]["SupposedModelRead"][];
            /**
             * Unsold
             * @description Named models that no provider in question has a price for
             */
            unsold: string[];
        };
        /**
         * TallyRead
         * @description What no sum tells: these do not add up over the parts of a table.
         */
        TallyRead: {
            /**
             * Median Cost
             * @description What the middle call cost; null where no price is known
             */
            median_cost: string | null;
            /** Sessions */
            sessions: number;
            /** Users */
            users: number;
        };
        /**
         * TextPolicy
         * @description What happens to the text of prompts and answers before it is stored.
         * @enum {string}
         */
        TextPolicy: "keep" | "mask" | "drop";
        /** ThreadChange */
        ThreadChange: {
            /** Is Shared */
            is_shared?: boolean | null;
            /** Title */
            title?: string | null;
        };
        /**
         * ThreadCreate
         * @description A thread to be; the browser may name it, so that creating it again after a lost answer makes one.
         */
        ThreadCreate: {
            /** Id */
            id?: string | null;
        };
        /** ThreadPage */
        ThreadPage: {
            /** Next Cursor */
            next_cursor: string | null;
            /** Threads */
            threads: components["schemas"]["ThreadRead"][];
        };
        /** ThreadRead */
        ThreadRead: {
            /**
             * Changed At
             * Format: date-time
             */
            changed_at: string;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /**
             * Is Shared
             * @description Everybody of the organization who has its link may read it
             */
            is_shared: boolean;
            /**
             * Owner Id
             * Format: uuid
             */
            owner_id: string;
            /**
             * Owner Name
             * @description None of whoever is gone, or not known by name yet
             */
            owner_name: string | null;
            /**
             * Project Id
             * Format: uuid
             */
            project_id: string;
            /** Title */
            title: string;
            titled_by: components["schemas"]["TitledBy"];
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
         * TicketRead
         * @description Opens one socket, once, within its time: `/ws?ticket=...`.
         */
        TicketRead: {
            /** Expires In Seconds */
            expires_in_seconds: number;
            limits: components["schemas"]["SocketLimits"];
            /** Ticket */
            ticket: string;
        };
        /**
         * TimeBasis
         * @description Whether `started_at` is the wall clock of the log or an offset laid on a stated anchor date.
         * @enum {string}
         */
        TimeBasis: "recorded" | "relative";
        /**
         * TimeLinkRead
         * @description How far longer times go with larger sizes; of the two first named one.
         */
        TimeLinkRead: {
            /** @description Rank correlation; unknown of too few calls, or equal ones */
            correlation: components["schemas"]["FigureRead"];
            /**
             * Grows
             * @description Whether larger calls take longer, beyond chance
             */
            grows: boolean;
            size: components["schemas"]["CallMeasure"];
            strength: components["schemas"]["Strength"];
            time: components["schemas"]["CallMeasure"];
        };
        /**
         * TimeRead
         * @description The time the calls span. Relative times are laid on `anchor`; only differences mean something.
         */
        TimeRead: {
            /** Anchor */
            anchor: string | null;
            basis: components["schemas"]["TimeBasis"];
            /** From */
            from: string | null;
            /** Step Seconds */
            step_seconds: number;
            /** To */
            to: string | null;
            /** Zone */
            zone: string;
        };
        /**
         * TimedGroupRead
         * @description Some calls: how many, and their medians.
         */
        TimedGroupRead: {
            calls: components["schemas"]["FigureRead"];
            duration: components["schemas"]["FigureRead"];
            input: components["schemas"]["FigureRead"];
            output: components["schemas"]["FigureRead"];
            p95: components["schemas"]["FigureRead"];
            /** @description Output tokens a second */
            speed: components["schemas"]["FigureRead"];
            ttft: components["schemas"]["FigureRead"];
        };
        /**
         * TimedPartRead
         * @description One part of a dimension: its medians, and how far its durations go with its answers and prompts.
         */
        TimedPartRead: {
            group: components["schemas"]["TimedGroupRead"];
            /** Key */
            key: string;
            with_input: components["schemas"]["TimeLinkRead"];
            with_output: components["schemas"]["TimeLinkRead"];
        };
        /**
         * TitledBy
         * @description Who gave a thread its title; what a user gave is never changed by a run.
         * @enum {string}
         */
        TitledBy: "nobody" | "run" | "user";
        /** TokenCostPartRead */
        TokenCostPartRead: {
            /** Calls */
            calls: number;
            /** Costs */
            costs: components["schemas"]["KindCostRead"][];
            /** Key */
            key: string;
            /** Unpriced Calls */
            unpriced_calls: number;
        };
        /**
         * TokenCostsRead
         * @description What each kind of token cost. Buckets, fees and the rest add up to the cost of all the calls.
         */
        TokenCostsRead: {
            by: components["schemas"]["Dimension"] | null;
            /** Calls */
            calls: number;
            /** Costs */
            costs: components["schemas"]["KindCostRead"][];
            kind: components["schemas"]["TokenKind"];
            /** Parts */
            parts: components["schemas"]["TokenCostPartRead"][];
            /**
             * Parts Left Out
             * @description The cheapest; of times the earliest
             */
            parts_left_out: number;
            /** Price Book */
            price_book: string;
            /**
             * Unpriced Calls
             * @description Left out: what they cost is not known
             */
            unpriced_calls: number;
            /**
             * Unpriced Names
             * @description Their models, or providers where none is recorded
             */
            unpriced_names: string[];
        };
        /**
         * TokenKind
         * @description What a part of the cost is for: a bucket, several of them, or what is no token.
         * @enum {string}
         */
        TokenKind: "input" | "input_fresh" | "cache_read" | "cache_write" | "cache_write_5m" | "cache_write_1h" | "output" | "output_text" | "output_reasoning" | "fees" | "other" | "all";
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
            problem?: components["schemas"]["EventProblem"] | null;
            /** Result Id */
            result_id?: string | null;
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
        /**
         * Unit
         * @enum {string}
         */
        Unit: "usd" | "tokens" | "calls" | "count" | "ratio" | "ms" | "tokens_per_second" | "correlation";
        /**
         * Unknown
         * @description What cannot be known from what was recorded, and what to send to know it.
         */
        Unknown: {
            /** Send */
            send: string;
            /** What */
            what: string;
        };
        /** UsageRead */
        UsageRead: {
            /** Cache Read */
            cache_read: number;
            /**
             * Cache Recorded
             * @description False: the log does not tell cached from fresh input
             */
            cache_recorded: boolean;
            /** Cache Write 1H */
            cache_write_1h: number;
            /** Cache Write 5M */
            cache_write_5m: number;
            /** Input Fresh */
            input_fresh: number;
            /** Input Total */
            input_total: number;
            /** Output Reasoning */
            output_reasoning: number;
            /** Output Text */
            output_text: number;
            /** Output Total */
            output_total: number;
            /** Reasoning Recorded */
            reasoning_recorded: boolean;
        };
        /**
         * Verdict
         * @description What a policy comes to beside the bill; no caching is what the bill is taken for where none is told.
         * @enum {string}
         */
        Verdict: "baseline" | "pays" | "same" | "costs";
        /**
         * WordMeaning
         * @description What a word of a team's own stands for in its calls; NOTHING was asked about and is none of these.
         * @enum {string}
         */
        WordMeaning: "call" | "session" | "user" | "feature" | "agent" | "nothing";
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    get_import_schema: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description A problem (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_import_template: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_projects: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectRead"][];
                };
            };
            /** @description A problem (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_project: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProjectCreate"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectRead"];
                };
            };
            /** @description A problem (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_deleted_projects: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectRead"][];
                };
            };
            /** @description A problem (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_project: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectRead"];
                };
            };
            /** @description A problem (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_project: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    change_project: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProjectChange"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectRead"];
                };
            };
            /** @description A problem (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_breakdown: {
        parameters: {
            query?: {
                /** @description First moment, inclusive */
                from?: string | null;
                /** @description Last moment, exclusive */
                to?: string | null;
                /** @description Models; an empty value means: not recorded */
                model?: string[];
                /** @description Main agents, sub-agents or both */
                agent?: components["schemas"]["AgentKind"][];
                /** @description Agents by their own names */
                agent_name?: string[];
                /** @description Sessions; an empty value means: not recorded */
                session?: string[];
                /** @description Users; an empty value means: not recorded */
                user?: string[];
                /** @description Features; an empty value means: not recorded */
                feature?: string[];
                /** @description Calls that went well, that failed or both */
                status?: components["schemas"]["CallStatus"][];
                /** @description Providers; an empty value means: not recorded */
                provider?: string[];
                /** @description Why answers ended, as providers say it; an empty value means: not recorded */
                stop_reason?: string[];
                /** @description Days of the week, Monday is 1 and Sunday 7 */
                weekday?: number[];
                /** @description Hours of the day, from 0 to 23 */
                hour?: number[];
                /** @description The clock of weekdays and hours; UTC where none is named */
                zone?: string | "";
                /** @description Bounds that all hold, such as cost>0.05 or duration<=2000: USD by the price book, tokens or milliseconds; calls that do not tell the measure do not pass */
                bound?: string[];
                /** @description Only calls that name these, whichever it is */
                recorded?: components["schemas"]["RecordedName"][];
                by?: components["schemas"]["Dimension"];
                /** @description Each part is divided by this again */
                also_by?: components["schemas"]["Dimension"] | null;
                /** @description Whether to count sessions and users and to take the median cost as well */
                tallied?: boolean;
                format?: "json" | "csv";
            };
            header?: never;
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Breakdown"];
                    "text/csv": string;
                };
            };
            /** @description A problem (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_calls: {
        parameters: {
            query?: {
                /** @description First moment, inclusive */
                from?: string | null;
                /** @description Last moment, exclusive */
                to?: string | null;
                /** @description Models; an empty value means: not recorded */
                model?: string[];
                /** @description Main agents, sub-agents or both */
                agent?: components["schemas"]["AgentKind"][];
                /** @description Agents by their own names */
                agent_name?: string[];
                /** @description Sessions; an empty value means: not recorded */
                session?: string[];
                /** @description Users; an empty value means: not recorded */
                user?: string[];
                /** @description Features; an empty value means: not recorded */
                feature?: string[];
                /** @description Calls that went well, that failed or both */
                status?: components["schemas"]["CallStatus"][];
                /** @description Providers; an empty value means: not recorded */
                provider?: string[];
                /** @description Why answers ended, as providers say it; an empty value means: not recorded */
                stop_reason?: string[];
                /** @description Days of the week, Monday is 1 and Sunday 7 */
                weekday?: number[];
                /** @description Hours of the day, from 0 to 23 */
                hour?: number[];
                /** @description The clock of weekdays and hours; UTC where none is named */
                zone?: string | "";
                /** @description Bounds that all hold, such as cost>0.05 or duration<=2000: USD by the price book, tokens or milliseconds; calls that do not tell the measure do not pass */
                bound?: string[];
                /** @description Only calls that name these, whichever it is */
                recorded?: components["schemas"]["RecordedName"][];
                cursor?: string | null;
                limit?: number;
            };
            header?: never;
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CallPage"];
                };
            };
            /** @description A problem (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    export_calls: {
        parameters: {
            query?: {
                /** @description First moment, inclusive */
                from?: string | null;
                /** @description Last moment, exclusive */
                to?: string | null;
                /** @description Models; an empty value means: not recorded */
                model?: string[];
                /** @description Main agents, sub-agents or both */
                agent?: components["schemas"]["AgentKind"][];
                /** @description Agents by their own names */
                agent_name?: string[];
                /** @description Sessions; an empty value means: not recorded */
                session?: string[];
                /** @description Users; an empty value means: not recorded */
                user?: string[];
                /** @description Features; an empty value means: not recorded */
                feature?: string[];
                /** @description Calls that went well, that failed or both */
                status?: components["schemas"]["CallStatus"][];
                /** @description Providers; an empty value means: not recorded */
                provider?: string[];
                /** @description Why answers ended, as providers say it; an empty value means: not recorded */
                stop_reason?: string[];
                /** @description Days of the week, Monday is 1 and Sunday 7 */
                weekday?: number[];
                /** @description Hours of the day, from 0 to 23 */
                hour?: number[];
                /** @description The clock of weekdays and hours; UTC where none is named */
                zone?: string | "";
                /** @description Bounds that all hold, such as cost>0.05 or duration<=2000: USD by the price book, tokens or milliseconds; calls that do not tell the measure do not pass */
                bound?: string[];
                /** @description Only calls that name these, whichever it is */
                recorded?: components["schemas"]["RecordedName"][];
            };
            header?: never;
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            /** @description A problem (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_ranked_calls: {
        parameters: {
            query?: {
                /** @description First moment, inclusive */
                from?: string | null;
                /** @description Last moment, exclusive */
                to?: string | null;
                /** @description Models; an empty value means: not recorded */
                model?: string[];
                /** @description Main agents, sub-agents or both */
                agent?: components["schemas"]["AgentKind"][];
                /** @description Agents by their own names */
                agent_name?: string[];
                /** @description Sessions; an empty value means: not recorded */
                session?: string[];
                /** @description Users; an empty value means: not recorded */
                user?: string[];
                /** @description Features; an empty value means: not recorded */
                feature?: string[];
                /** @description Calls that went well, that failed or both */
                status?: components["schemas"]["CallStatus"][];
                /** @description Providers; an empty value means: not recorded */
                provider?: string[];
                /** @description Why answers ended, as providers say it; an empty value means: not recorded */
                stop_reason?: string[];
                /** @description Days of the week, Monday is 1 and Sunday 7 */
                weekday?: number[];
                /** @description Hours of the day, from 0 to 23 */
                hour?: number[];
                /** @description The clock of weekdays and hours; UTC where none is named */
                zone?: string | "";
                /** @description Bounds that all hold, such as cost>0.05 or duration<=2000: USD by the price book, tokens or milliseconds; calls that do not tell the measure do not pass */
                bound?: string[];
                /** @description Only calls that name these, whichever it is */
                recorded?: components["schemas"]["RecordedName"][];
                by?: components["schemas"]["CallMeasure"];
                order?: components["schemas"]["Order"];
                limit?: number;
            };
            header?: never;
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RankedCalls"];
                };
            };
            /** @description A problem (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_call: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                call_id: string;
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CallDetail"];
                };
            };
            /** @description A problem (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_comparison: {
        parameters: {
            query: {
                /** @description First moment of the period, inclusive */
                from: string;
                /** @description Last moment of the period, exclusive */
                to: string;
                /** @description Models; an empty value means: not recorded */
                model?: string[];
                /** @description Main agents, sub-agents or both */
                agent?: components["schemas"]["AgentKind"][];
                /** @description Agents by their own names */
                agent_name?: string[];
                /** @description Sessions; an empty value means: not recorded */
                session?: string[];
                /** @description Users; an empty value means: not recorded */
                user?: string[];
                /** @description Features; an empty value means: not recorded */
                feature?: string[];
                /** @description Calls that went well, that failed or both */
                status?: components["schemas"]["CallStatus"][];
                /** @description Providers; an empty value means: not recorded */
                provider?: string[];
                /** @description Why answers ended, as providers say it; an empty value means: not recorded */
                stop_reason?: string[];
                /** @description Days of the week, Monday is 1 and Sunday 7 */
                weekday?: number[];
                /** @description Hours of the day, from 0 to 23 */
                hour?: number[];
                /** @description The clock of weekdays and hours; UTC where none is named */
                zone?: string | "";
                /** @description Bounds that all hold, such as cost>0.05 or duration<=2000: USD by the price book, tokens or milliseconds; calls that do not tell the measure do not pass */
                bound?: string[];
                /** @description Only calls that name these, whichever it is */
                recorded?: components["schemas"]["RecordedName"][];
                /** @description First moment of the earlier period, inclusive */
                before_from?: string | null;
                /** @description Last moment of the earlier period, exclusive */
                before_to?: string | null;
            };
            header?: never;
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ComparisonRead"];
                };
            };
            /** @description A problem (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_crosstab: {
        parameters: {
            query?: {
                /** @description First moment, inclusive */
                from?: string | null;
                /** @description Last moment, exclusive */
                to?: string | null;
                /** @description Models; an empty value means: not recorded */
                model?: string[];
                /** @description Main agents, sub-agents or both */
                agent?: components["schemas"]["AgentKind"][];
                /** @description Agents by their own names */
                agent_name?: string[];
                /** @description Sessions; an empty value means: not recorded */
                session?: string[];
                /** @description Users; an empty value means: not recorded */
                user?: string[];
                /** @description Features; an empty value means: not recorded */
                feature?: string[];
                /** @description Calls that went well, that failed or both */
                status?: components["schemas"]["CallStatus"][];
                /** @description Providers; an empty value means: not recorded */
                provider?: string[];
                /** @description Why answers ended, as providers say it; an empty value means: not recorded */
                stop_reason?: string[];
                /** @description Days of the week, Monday is 1 and Sunday 7 */
                weekday?: number[];
                /** @description Hours of the day, from 0 to 23 */
                hour?: number[];
                /** @description The clock of weekdays and hours; UTC where none is named */
                zone?: string | "";
                /** @description Bounds that all hold, such as cost>0.05 or duration<=2000: USD by the price book, tokens or milliseconds; calls that do not tell the measure do not pass */
                bound?: string[];
                /** @description Only calls that name these, whichever it is */
                recorded?: components["schemas"]["RecordedName"][];
                /** @description What is told of each part, such as cost.total, duration.p95 or failed.rate */
                measure?: string[];
                by?: components["schemas"]["Dimension"][];
                /** @description First moment of the earlier time, inclusive */
                before_from?: string | null;
                /** @description Last moment of the earlier time, exclusive */
                before_to?: string | null;
            };
            header?: never;
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CrosstabRead"];
                };
            };
            /** @description A problem (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_evidence: {
        parameters: {
            query: {
                /** @description First moment, inclusive */
                from?: string | null;
                /** @description Last moment, exclusive */
                to?: string | null;
                /** @description Models; an empty value means: not recorded */
                model?: string[];
                /** @description Main agents, sub-agents or both */
                agent?: components["schemas"]["AgentKind"][];
                /** @description Agents by their own names */
                agent_name?: string[];
                /** @description Sessions; an empty value means: not recorded */
                session?: string[];
                /** @description Users; an empty value means: not recorded */
                user?: string[];
                /** @description Features; an empty value means: not recorded */
                feature?: string[];
                /** @description Calls that went well, that failed or both */
                status?: components["schemas"]["CallStatus"][];
                /** @description Providers; an empty value means: not recorded */
                provider?: string[];
                /** @description Why answers ended, as providers say it; an empty value means: not recorded */
                stop_reason?: string[];
                /** @description Days of the week, Monday is 1 and Sunday 7 */
                weekday?: number[];
                /** @description Hours of the day, from 0 to 23 */
                hour?: number[];
                /** @description The clock of weekdays and hours; UTC where none is named */
                zone?: string | "";
                /** @description Bounds that all hold, such as cost>0.05 or duration<=2000: USD by the price book, tokens or milliseconds; calls that do not tell the measure do not pass */
                bound?: string[];
                /** @description Only calls that name these, whichever it is */
                recorded?: components["schemas"]["RecordedName"][];
                cursor?: string | null;
                limit?: number;
                /** @description With the group it is of, whose name may be long */
                figure: string;
            };
            header?: never;
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Evidence"];
                };
            };
            /** @description A problem (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_imports: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportRead"][];
                };
            };
            /** @description A problem (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_import: {
        parameters: {
            query: {
                file_name: string;
                format?: components["schemas"]["FileFormat"];
            };
            header?: never;
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportRead"];
                };
            };
            /** @description A problem (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_import: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                import_id: string;
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportRead"];
                };
            };
            /** @description A problem (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    cancel_import: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                import_id: string;
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportRead"];
                };
            };
            /** @description A problem (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    undo_import: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                import_id: string;
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportRead"];
                };
            };
            /** @description A problem (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_latency: {
        parameters: {
            query?: {
                /** @description First moment, inclusive */
                from?: string | null;
                /** @description Last moment, exclusive */
                to?: string | null;
                /** @description Models; an empty value means: not recorded */
                model?: string[];
                /** @description Main agents, sub-agents or both */
                agent?: components["schemas"]["AgentKind"][];
                /** @description Agents by their own names */
                agent_name?: string[];
                /** @description Sessions; an empty value means: not recorded */
                session?: string[];
                /** @description Users; an empty value means: not recorded */
                user?: string[];
                /** @description Features; an empty value means: not recorded */
                feature?: string[];
                /** @description Calls that went well, that failed or both */
                status?: components["schemas"]["CallStatus"][];
                /** @description Providers; an empty value means: not recorded */
                provider?: string[];
                /** @description Why answers ended, as providers say it; an empty value means: not recorded */
                stop_reason?: string[];
                /** @description Days of the week, Monday is 1 and Sunday 7 */
                weekday?: number[];
                /** @description Hours of the day, from 0 to 23 */
                hour?: number[];
                /** @description The clock of weekdays and hours; UTC where none is named */
                zone?: string | "";
                /** @description Bounds that all hold, such as cost>0.05 or duration<=2000: USD by the price book, tokens or milliseconds; calls that do not tell the measure do not pass */
                bound?: string[];
                /** @description Only calls that name these, whichever it is */
                recorded?: components["schemas"]["RecordedName"][];
                by?: components["schemas"]["Dimension"];
            };
            header?: never;
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LatencyRead"];
                };
            };
            /** @description A problem (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_latency_evidence: {
        parameters: {
            query: {
                /** @description First moment, inclusive */
                from?: string | null;
                /** @description Last moment, exclusive */
                to?: string | null;
                /** @description Models; an empty value means: not recorded */
                model?: string[];
                /** @description Main agents, sub-agents or both */
                agent?: components["schemas"]["AgentKind"][];
                /** @description Agents by their own names */
                agent_name?: string[];
                /** @description Sessions; an empty value means: not recorded */
                session?: string[];
                /** @description Users; an empty value means: not recorded */
                user?: string[];
                /** @description Features; an empty value means: not recorded */
                feature?: string[];
                /** @description Calls that went well, that failed or both */
                status?: components["schemas"]["CallStatus"][];
                /** @description Providers; an empty value means: not recorded */
                provider?: string[];
                /** @description Why answers ended, as providers say it; an empty value means: not recorded */
                stop_reason?: string[];
                /** @description Days of the week, Monday is 1 and Sunday 7 */
                weekday?: number[];
                /** @description Hours of the day, from 0 to 23 */
                hour?: number[];
                /** @description The clock of weekdays and hours; UTC where none is named */
                zone?: string | "";
                /** @description Bounds that all hold, such as cost>0.05 or duration<=2000: USD by the price book, tokens or milliseconds; calls that do not tell the measure do not pass */
                bound?: string[];
                /** @description Only calls that name these, whichever it is */
                recorded?: components["schemas"]["RecordedName"][];
                cursor?: string | null;
                limit?: number;
                /** @description With the group it is of, whose name may be long */
                figure: string;
            };
            header?: never;
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Evidence"];
                };
            };
            /** @description A problem (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_overview: {
        parameters: {
            query?: {
                /** @description First moment, inclusive */
                from?: string | null;
                /** @description Last moment, exclusive */
                to?: string | null;
                /** @description Models; an empty value means: not recorded */
                model?: string[];
                /** @description Main agents, sub-agents or both */
                agent?: components["schemas"]["AgentKind"][];
                /** @description Agents by their own names */
                agent_name?: string[];
                /** @description Sessions; an empty value means: not recorded */
                session?: string[];
                /** @description Users; an empty value means: not recorded */
                user?: string[];
                /** @description Features; an empty value means: not recorded */
                feature?: string[];
                /** @description Calls that went well, that failed or both */
                status?: components["schemas"]["CallStatus"][];
                /** @description Providers; an empty value means: not recorded */
                provider?: string[];
                /** @description Why answers ended, as providers say it; an empty value means: not recorded */
                stop_reason?: string[];
                /** @description Days of the week, Monday is 1 and Sunday 7 */
                weekday?: number[];
                /** @description Hours of the day, from 0 to 23 */
                hour?: number[];
                /** @description The clock of weekdays and hours; UTC where none is named */
                zone?: string | "";
                /** @description Bounds that all hold, such as cost>0.05 or duration<=2000: USD by the price book, tokens or milliseconds; calls that do not tell the measure do not pass */
                bound?: string[];
                /** @description Only calls that name these, whichever it is */
                recorded?: components["schemas"]["RecordedName"][];
            };
            header?: never;
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Overview"];
                };
            };
            /** @description A problem (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    restore_project: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectRead"];
                };
            };
            /** @description A problem (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_alternatives: {
        parameters: {
            query?: {
                /** @description First moment, inclusive */
                from?: string | null;
                /** @description Last moment, exclusive */
                to?: string | null;
                /** @description Models; an empty value means: not recorded */
                model?: string[];
                /** @description Main agents, sub-agents or both */
                agent?: components["schemas"]["AgentKind"][];
                /** @description Agents by their own names */
                agent_name?: string[];
                /** @description Sessions; an empty value means: not recorded */
                session?: string[];
                /** @description Users; an empty value means: not recorded */
                user?: string[];
                /** @description Features; an empty value means: not recorded */
                feature?: string[];
                /** @description Calls that went well, that failed or both */
                status?: components["schemas"]["CallStatus"][];
                /** @description Providers; an empty value means: not recorded */
                provider?: string[];
                /** @description Why answers ended, as providers say it; an empty value means: not recorded */
                stop_reason?: string[];
                /** @description Days of the week, Monday is 1 and Sunday 7 */
                weekday?: number[];
                /** @description Hours of the day, from 0 to 23 */
                hour?: number[];
                /** @description The clock of weekdays and hours; UTC where none is named */
                zone?: string | "";
                /** @description Bounds that all hold, such as cost>0.05 or duration<=2000: USD by the price book, tokens or milliseconds; calls that do not tell the measure do not pass */
                bound?: string[];
                /** @description Only calls that name these, whichever it is */
                recorded?: components["schemas"]["RecordedName"][];
                /** @description Models of the same provider, or of all in the price book */
                scope?: components["schemas"]["AlternativeScope"];
            };
            header?: never;
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlternativesRead"];
                };
            };
            /** @description A problem (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_alternatives_evidence: {
        parameters: {
            query: {
                /** @description First moment, inclusive */
                from?: string | null;
                /** @description Last moment, exclusive */
                to?: string | null;
                /** @description Models; an empty value means: not recorded */
                model?: string[];
                /** @description Main agents, sub-agents or both */
                agent?: components["schemas"]["AgentKind"][];
                /** @description Agents by their own names */
                agent_name?: string[];
                /** @description Sessions; an empty value means: not recorded */
                session?: string[];
                /** @description Users; an empty value means: not recorded */
                user?: string[];
                /** @description Features; an empty value means: not recorded */
                feature?: string[];
                /** @description Calls that went well, that failed or both */
                status?: components["schemas"]["CallStatus"][];
                /** @description Providers; an empty value means: not recorded */
                provider?: string[];
                /** @description Why answers ended, as providers say it; an empty value means: not recorded */
                stop_reason?: string[];
                /** @description Days of the week, Monday is 1 and Sunday 7 */
                weekday?: number[];
                /** @description Hours of the day, from 0 to 23 */
                hour?: number[];
                /** @description The clock of weekdays and hours; UTC where none is named */
                zone?: string | "";
                /** @description Bounds that all hold, such as cost>0.05 or duration<=2000: USD by the price book, tokens or milliseconds; calls that do not tell the measure do not pass */
                bound?: string[];
                /** @description Only calls that name these, whichever it is */
                recorded?: components["schemas"]["RecordedName"][];
                cursor?: string | null;
                limit?: number;
                /** @description With the group it is of, whose name may be long */
                figure: string;
            };
            header?: never;
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Evidence"];
                };
            };
            /** @description A problem (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_supposed: {
        parameters: {
            query?: {
                /** @description First moment, inclusive */
                from?: string | null;
                /** @description Last moment, exclusive */
                to?: string | null;
                /** @description Models; an empty value means: not recorded */
                model?: string[];
                /** @description Main agents, sub-agents or both */
                agent?: components["schemas"]["AgentKind"][];
                /** @description Agents by their own names */
                agent_name?: string[];
                /** @description Sessions; an empty value means: not recorded */
                session?: string[];
                /** @description Users; an empty value means: not recorded */
                user?: string[];
                /** @description Features; an empty value means: not recorded */
                feature?: string[];
                /** @description Calls that went well, that failed or both */
                status?: components["schemas"]["CallStatus"][];
                /** @description Providers; an empty value means: not recorded */
                provider?: string[];
                /** @description Why answers ended, as providers say it; an empty value means: not recorded */
                stop_reason?: string[];
                /** @description Days of the week, Monday is 1 and Sunday 7 */
                weekday?: number[];
                /** @description Hours of the day, from 0 to 23 */
                hour?: number[];
                /** @description The clock of weekdays and hours; UTC where none is named */
                zone?: string | "";
                /** @description Bounds that all hold, such as cost>0.05 or duration<=2000: USD by the price book, tokens or milliseconds; calls that do not tell the measure do not pass */
                bound?: string[];
                /** @description Only calls that name these, whichever it is */
                recorded?: components["schemas"]["RecordedName"][];
                /** @description The models that are supposed */
                other_model?: string[];
                /** @description Each provider that sells them, not only the one the project would use */
                any_provider?: boolean;
            };
            header?: never;
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SupposedRead"];
                };
            };
            /** @description A problem (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_batch_prices: {
        parameters: {
            query?: {
                /** @description First moment, inclusive */
                from?: string | null;
                /** @description Last moment, exclusive */
                to?: string | null;
                /** @description Models; an empty value means: not recorded */
                model?: string[];
                /** @description Main agents, sub-agents or both */
                agent?: components["schemas"]["AgentKind"][];
                /** @description Agents by their own names */
                agent_name?: string[];
                /** @description Sessions; an empty value means: not recorded */
                session?: string[];
                /** @description Users; an empty value means: not recorded */
                user?: string[];
                /** @description Features; an empty value means: not recorded */
                feature?: string[];
                /** @description Calls that went well, that failed or both */
                status?: components["schemas"]["CallStatus"][];
                /** @description Providers; an empty value means: not recorded */
                provider?: string[];
                /** @description Why answers ended, as providers say it; an empty value means: not recorded */
                stop_reason?: string[];
                /** @description Days of the week, Monday is 1 and Sunday 7 */
                weekday?: number[];
                /** @description Hours of the day, from 0 to 23 */
                hour?: number[];
                /** @description The clock of weekdays and hours; UTC where none is named */
                zone?: string | "";
                /** @description Bounds that all hold, such as cost>0.05 or duration<=2000: USD by the price book, tokens or milliseconds; calls that do not tell the measure do not pass */
                bound?: string[];
                /** @description Only calls that name these, whichever it is */
                recorded?: components["schemas"]["RecordedName"][];
            };
            header?: never;
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchPricesRead"];
                };
            };
            /** @description A problem (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_batch_prices_evidence: {
        parameters: {
            query: {
                /** @description First moment, inclusive */
                from?: string | null;
                /** @description Last moment, exclusive */
                to?: string | null;
                /** @description Models; an empty value means: not recorded */
                model?: string[];
                /** @description Main agents, sub-agents or both */
                agent?: components["schemas"]["AgentKind"][];
                /** @description Agents by their own names */
                agent_name?: string[];
                /** @description Sessions; an empty value means: not recorded */
                session?: string[];
                /** @description Users; an empty value means: not recorded */
                user?: string[];
                /** @description Features; an empty value means: not recorded */
                feature?: string[];
                /** @description Calls that went well, that failed or both */
                status?: components["schemas"]["CallStatus"][];
                /** @description Providers; an empty value means: not recorded */
                provider?: string[];
                /** @description Why answers ended, as providers say it; an empty value means: not recorded */
                stop_reason?: string[];
                /** @description Days of the week, Monday is 1 and Sunday 7 */
                weekday?: number[];
                /** @description Hours of the day, from 0 to 23 */
                hour?: number[];
                /** @description The clock of weekdays and hours; UTC where none is named */
                zone?: string | "";
                /** @description Bounds that all hold, such as cost>0.05 or duration<=2000: USD by the price book, tokens or milliseconds; calls that do not tell the measure do not pass */
                bound?: string[];
                /** @description Only calls that name these, whichever it is */
                recorded?: components["schemas"]["RecordedName"][];
                cursor?: string | null;
                limit?: number;
                /** @description With the group it is of, whose name may be long */
                figure: string;
            };
            header?: never;
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Evidence"];
                };
            };
            /** @description A problem (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_caching_now: {
        parameters: {
            query?: {
                /** @description First moment, inclusive */
                from?: string | null;
                /** @description Last moment, exclusive */
                to?: string | null;
                /** @description Models; an empty value means: not recorded */
                model?: string[];
                /** @description Main agents, sub-agents or both */
                agent?: components["schemas"]["AgentKind"][];
                /** @description Agents by their own names */
                agent_name?: string[];
                /** @description Sessions; an empty value means: not recorded */
                session?: string[];
                /** @description Users; an empty value means: not recorded */
                user?: string[];
                /** @description Features; an empty value means: not recorded */
                feature?: string[];
                /** @description Calls that went well, that failed or both */
                status?: components["schemas"]["CallStatus"][];
                /** @description Providers; an empty value means: not recorded */
                provider?: string[];
                /** @description Why answers ended, as providers say it; an empty value means: not recorded */
                stop_reason?: string[];
                /** @description Days of the week, Monday is 1 and Sunday 7 */
                weekday?: number[];
                /** @description Hours of the day, from 0 to 23 */
                hour?: number[];
                /** @description The clock of weekdays and hours; UTC where none is named */
                zone?: string | "";
                /** @description Bounds that all hold, such as cost>0.05 or duration<=2000: USD by the price book, tokens or milliseconds; calls that do not tell the measure do not pass */
                bound?: string[];
                /** @description Only calls that name these, whichever it is */
                recorded?: components["schemas"]["RecordedName"][];
                /** @description What the parts are, also stretches of time */
                by?: components["schemas"]["Dimension"];
            };
            header?: never;
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CachingNow"];
                };
            };
            /** @description A problem (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_caching_now_evidence: {
        parameters: {
            query: {
                /** @description First moment, inclusive */
                from?: string | null;
                /** @description Last moment, exclusive */
                to?: string | null;
                /** @description Models; an empty value means: not recorded */
                model?: string[];
                /** @description Main agents, sub-agents or both */
                agent?: components["schemas"]["AgentKind"][];
                /** @description Agents by their own names */
                agent_name?: string[];
                /** @description Sessions; an empty value means: not recorded */
                session?: string[];
                /** @description Users; an empty value means: not recorded */
                user?: string[];
                /** @description Features; an empty value means: not recorded */
                feature?: string[];
                /** @description Calls that went well, that failed or both */
                status?: components["schemas"]["CallStatus"][];
                /** @description Providers; an empty value means: not recorded */
                provider?: string[];
                /** @description Why answers ended, as providers say it; an empty value means: not recorded */
                stop_reason?: string[];
                /** @description Days of the week, Monday is 1 and Sunday 7 */
                weekday?: number[];
                /** @description Hours of the day, from 0 to 23 */
                hour?: number[];
                /** @description The clock of weekdays and hours; UTC where none is named */
                zone?: string | "";
                /** @description Bounds that all hold, such as cost>0.05 or duration<=2000: USD by the price book, tokens or milliseconds; calls that do not tell the measure do not pass */
                bound?: string[];
                /** @description Only calls that name these, whichever it is */
                recorded?: components["schemas"]["RecordedName"][];
                cursor?: string | null;
                limit?: number;
                /** @description With the group it is of, whose name may be long */
                figure: string;
            };
            header?: never;
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Evidence"];
                };
            };
            /** @description A problem (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_call_sizes: {
        parameters: {
            query?: {
                /** @description First moment, inclusive */
                from?: string | null;
                /** @description Last moment, exclusive */
                to?: string | null;
                /** @description Models; an empty value means: not recorded */
                model?: string[];
                /** @description Main agents, sub-agents or both */
                agent?: components["schemas"]["AgentKind"][];
                /** @description Agents by their own names */
                agent_name?: string[];
                /** @description Sessions; an empty value means: not recorded */
                session?: string[];
                /** @description Users; an empty value means: not recorded */
                user?: string[];
                /** @description Features; an empty value means: not recorded */
                feature?: string[];
                /** @description Calls that went well, that failed or both */
                status?: components["schemas"]["CallStatus"][];
                /** @description Providers; an empty value means: not recorded */
                provider?: string[];
                /** @description Why answers ended, as providers say it; an empty value means: not recorded */
                stop_reason?: string[];
                /** @description Days of the week, Monday is 1 and Sunday 7 */
                weekday?: number[];
                /** @description Hours of the day, from 0 to 23 */
                hour?: number[];
                /** @description The clock of weekdays and hours; UTC where none is named */
                zone?: string | "";
                /** @description Bounds that all hold, such as cost>0.05 or duration<=2000: USD by the price book, tokens or milliseconds; calls that do not tell the measure do not pass */
                bound?: string[];
                /** @description Only calls that name these, whichever it is */
                recorded?: components["schemas"]["RecordedName"][];
                /** @description A call is oversized above; without it the group's p95 */
                above_tokens?: number | null;
                /** @description The side that above_tokens is of; without it both */
                above_side?: components["schemas"]["Side"] | null;
                /** @description What a side shorter by this share would have saved */
                shorter_by?: number | string | null;
                /** @description Whether it is told of each part of a dimension as well */
                by?: components["schemas"]["Dimension"] | null;
            };
            header?: never;
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CallSizesRead"];
                };
            };
            /** @description A problem (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_call_sizes_evidence: {
        parameters: {
            query: {
                /** @description First moment, inclusive */
                from?: string | null;
                /** @description Last moment, exclusive */
                to?: string | null;
                /** @description Models; an empty value means: not recorded */
                model?: string[];
                /** @description Main agents, sub-agents or both */
                agent?: components["schemas"]["AgentKind"][];
                /** @description Agents by their own names */
                agent_name?: string[];
                /** @description Sessions; an empty value means: not recorded */
                session?: string[];
                /** @description Users; an empty value means: not recorded */
                user?: string[];
                /** @description Features; an empty value means: not recorded */
                feature?: string[];
                /** @description Calls that went well, that failed or both */
                status?: components["schemas"]["CallStatus"][];
                /** @description Providers; an empty value means: not recorded */
                provider?: string[];
                /** @description Why answers ended, as providers say it; an empty value means: not recorded */
                stop_reason?: string[];
                /** @description Days of the week, Monday is 1 and Sunday 7 */
                weekday?: number[];
                /** @description Hours of the day, from 0 to 23 */
                hour?: number[];
                /** @description The clock of weekdays and hours; UTC where none is named */
                zone?: string | "";
                /** @description Bounds that all hold, such as cost>0.05 or duration<=2000: USD by the price book, tokens or milliseconds; calls that do not tell the measure do not pass */
                bound?: string[];
                /** @description Only calls that name these, whichever it is */
                recorded?: components["schemas"]["RecordedName"][];
                cursor?: string | null;
                limit?: number;
                /** @description With the group it is of, whose name may be long */
                figure: string;
                /** @description As of the page */
                above_tokens?: number | null;
                /** @description As of the page */
                above_side?: components["schemas"]["Side"] | null;
                /** @description As of the page */
                shorter_by?: number | string | null;
            };
            header?: never;
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Evidence"];
                };
            };
            /** @description A problem (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_exact_repeats: {
        parameters: {
            query?: {
                /** @description First moment, inclusive */
                from?: string | null;
                /** @description Last moment, exclusive */
                to?: string | null;
                /** @description Models; an empty value means: not recorded */
                model?: string[];
                /** @description Main agents, sub-agents or both */
                agent?: components["schemas"]["AgentKind"][];
                /** @description Agents by their own names */
                agent_name?: string[];
                /** @description Sessions; an empty value means: not recorded */
                session?: string[];
                /** @description Users; an empty value means: not recorded */
                user?: string[];
                /** @description Features; an empty value means: not recorded */
                feature?: string[];
                /** @description Calls that went well, that failed or both */
                status?: components["schemas"]["CallStatus"][];
                /** @description Providers; an empty value means: not recorded */
                provider?: string[];
                /** @description Why answers ended, as providers say it; an empty value means: not recorded */
                stop_reason?: string[];
                /** @description Days of the week, Monday is 1 and Sunday 7 */
                weekday?: number[];
                /** @description Hours of the day, from 0 to 23 */
                hour?: number[];
                /** @description The clock of weekdays and hours; UTC where none is named */
                zone?: string | "";
                /** @description Bounds that all hold, such as cost>0.05 or duration<=2000: USD by the price book, tokens or milliseconds; calls that do not tell the measure do not pass */
                bound?: string[];
                /** @description Only calls that name these, whichever it is */
                recorded?: components["schemas"]["RecordedName"][];
            };
            header?: never;
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExactRepeatsRead"];
                };
            };
            /** @description A problem (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_exact_repeats_evidence: {
        parameters: {
            query: {
                /** @description First moment, inclusive */
                from?: string | null;
                /** @description Last moment, exclusive */
                to?: string | null;
                /** @description Models; an empty value means: not recorded */
                model?: string[];
                /** @description Main agents, sub-agents or both */
                agent?: components["schemas"]["AgentKind"][];
                /** @description Agents by their own names */
                agent_name?: string[];
                /** @description Sessions; an empty value means: not recorded */
                session?: string[];
                /** @description Users; an empty value means: not recorded */
                user?: string[];
                /** @description Features; an empty value means: not recorded */
                feature?: string[];
                /** @description Calls that went well, that failed or both */
                status?: components["schemas"]["CallStatus"][];
                /** @description Providers; an empty value means: not recorded */
                provider?: string[];
                /** @description Why answers ended, as providers say it; an empty value means: not recorded */
                stop_reason?: string[];
                /** @description Days of the week, Monday is 1 and Sunday 7 */
                weekday?: number[];
                /** @description Hours of the day, from 0 to 23 */
                hour?: number[];
                /** @description The clock of weekdays and hours; UTC where none is named */
                zone?: string | "";
                /** @description Bounds that all hold, such as cost>0.05 or duration<=2000: USD by the price book, tokens or milliseconds; calls that do not tell the measure do not pass */
                bound?: string[];
                /** @description Only calls that name these, whichever it is */
                recorded?: components["schemas"]["RecordedName"][];
                cursor?: string | null;
                limit?: number;
                /** @description With the group it is of, whose name may be long */
                figure: string;
            };
            header?: never;
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Evidence"];
                };
            };
            /** @description A problem (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_prompt_caching: {
        parameters: {
            query?: {
                /** @description First moment, inclusive */
                from?: string | null;
                /** @description Last moment, exclusive */
                to?: string | null;
                /** @description Models; an empty value means: not recorded */
                model?: string[];
                /** @description Main agents, sub-agents or both */
                agent?: components["schemas"]["AgentKind"][];
                /** @description Agents by their own names */
                agent_name?: string[];
                /** @description Sessions; an empty value means: not recorded */
                session?: string[];
                /** @description Users; an empty value means: not recorded */
                user?: string[];
                /** @description Features; an empty value means: not recorded */
                feature?: string[];
                /** @description Calls that went well, that failed or both */
                status?: components["schemas"]["CallStatus"][];
                /** @description Providers; an empty value means: not recorded */
                provider?: string[];
                /** @description Why answers ended, as providers say it; an empty value means: not recorded */
                stop_reason?: string[];
                /** @description Days of the week, Monday is 1 and Sunday 7 */
                weekday?: number[];
                /** @description Hours of the day, from 0 to 23 */
                hour?: number[];
                /** @description The clock of weekdays and hours; UTC where none is named */
                zone?: string | "";
                /** @description Bounds that all hold, such as cost>0.05 or duration<=2000: USD by the price book, tokens or milliseconds; calls that do not tell the measure do not pass */
                bound?: string[];
                /** @description Only calls that name these, whichever it is */
                recorded?: components["schemas"]["RecordedName"][];
            };
            header?: never;
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PromptCaching"];
                };
            };
            /** @description A problem (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_prompt_caching_evidence: {
        parameters: {
            query: {
                /** @description First moment, inclusive */
                from?: string | null;
                /** @description Last moment, exclusive */
                to?: string | null;
                /** @description Models; an empty value means: not recorded */
                model?: string[];
                /** @description Main agents, sub-agents or both */
                agent?: components["schemas"]["AgentKind"][];
                /** @description Agents by their own names */
                agent_name?: string[];
                /** @description Sessions; an empty value means: not recorded */
                session?: string[];
                /** @description Users; an empty value means: not recorded */
                user?: string[];
                /** @description Features; an empty value means: not recorded */
                feature?: string[];
                /** @description Calls that went well, that failed or both */
                status?: components["schemas"]["CallStatus"][];
                /** @description Providers; an empty value means: not recorded */
                provider?: string[];
                /** @description Why answers ended, as providers say it; an empty value means: not recorded */
                stop_reason?: string[];
                /** @description Days of the week, Monday is 1 and Sunday 7 */
                weekday?: number[];
                /** @description Hours of the day, from 0 to 23 */
                hour?: number[];
                /** @description The clock of weekdays and hours; UTC where none is named */
                zone?: string | "";
                /** @description Bounds that all hold, such as cost>0.05 or duration<=2000: USD by the price book, tokens or milliseconds; calls that do not tell the measure do not pass */
                bound?: string[];
                /** @description Only calls that name these, whichever it is */
                recorded?: components["schemas"]["RecordedName"][];
                cursor?: string | null;
                limit?: number;
                /** @description With the group it is of, whose name may be long */
                figure: string;
            };
            header?: never;
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Evidence"];
                };
            };
            /** @description A problem (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_saving_questions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SavingQuestions"];
                };
            };
            /** @description A problem (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_reasoning_cap: {
        parameters: {
            query: {
                /** @description First moment, inclusive */
                from?: string | null;
                /** @description Last moment, exclusive */
                to?: string | null;
                /** @description Models; an empty value means: not recorded */
                model?: string[];
                /** @description Main agents, sub-agents or both */
                agent?: components["schemas"]["AgentKind"][];
                /** @description Agents by their own names */
                agent_name?: string[];
                /** @description Sessions; an empty value means: not recorded */
                session?: string[];
                /** @description Users; an empty value means: not recorded */
                user?: string[];
                /** @description Features; an empty value means: not recorded */
                feature?: string[];
                /** @description Calls that went well, that failed or both */
                status?: components["schemas"]["CallStatus"][];
                /** @description Providers; an empty value means: not recorded */
                provider?: string[];
                /** @description Why answers ended, as providers say it; an empty value means: not recorded */
                stop_reason?: string[];
                /** @description Days of the week, Monday is 1 and Sunday 7 */
                weekday?: number[];
                /** @description Hours of the day, from 0 to 23 */
                hour?: number[];
                /** @description The clock of weekdays and hours; UTC where none is named */
                zone?: string | "";
                /** @description Bounds that all hold, such as cost>0.05 or duration<=2000: USD by the price book, tokens or milliseconds; calls that do not tell the measure do not pass */
                bound?: string[];
                /** @description Only calls that name these, whichever it is */
                recorded?: components["schemas"]["RecordedName"][];
                /** @description The most reasoning tokens of a call */
                cap: number;
                /** @description What it is told apart by */
                by?: components["schemas"]["Dimension"];
            };
            header?: never;
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReasoningCapRead"];
                };
            };
            /** @description A problem (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_reasoning_cap_evidence: {
        parameters: {
            query: {
                /** @description First moment, inclusive */
                from?: string | null;
                /** @description Last moment, exclusive */
                to?: string | null;
                /** @description Models; an empty value means: not recorded */
                model?: string[];
                /** @description Main agents, sub-agents or both */
                agent?: components["schemas"]["AgentKind"][];
                /** @description Agents by their own names */
                agent_name?: string[];
                /** @description Sessions; an empty value means: not recorded */
                session?: string[];
                /** @description Users; an empty value means: not recorded */
                user?: string[];
                /** @description Features; an empty value means: not recorded */
                feature?: string[];
                /** @description Calls that went well, that failed or both */
                status?: components["schemas"]["CallStatus"][];
                /** @description Providers; an empty value means: not recorded */
                provider?: string[];
                /** @description Why answers ended, as providers say it; an empty value means: not recorded */
                stop_reason?: string[];
                /** @description Days of the week, Monday is 1 and Sunday 7 */
                weekday?: number[];
                /** @description Hours of the day, from 0 to 23 */
                hour?: number[];
                /** @description The clock of weekdays and hours; UTC where none is named */
                zone?: string | "";
                /** @description Bounds that all hold, such as cost>0.05 or duration<=2000: USD by the price book, tokens or milliseconds; calls that do not tell the measure do not pass */
                bound?: string[];
                /** @description Only calls that name these, whichever it is */
                recorded?: components["schemas"]["RecordedName"][];
                cursor?: string | null;
                limit?: number;
                /** @description With the group it is of, whose name may be long */
                figure: string;
                /** @description As of the page */
                cap: number;
            };
            header?: never;
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Evidence"];
                };
            };
            /** @description A problem (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_retries: {
        parameters: {
            query?: {
                /** @description First moment, inclusive */
                from?: string | null;
                /** @description Last moment, exclusive */
                to?: string | null;
                /** @description Models; an empty value means: not recorded */
                model?: string[];
                /** @description Main agents, sub-agents or both */
                agent?: components["schemas"]["AgentKind"][];
                /** @description Agents by their own names */
                agent_name?: string[];
                /** @description Sessions; an empty value means: not recorded */
                session?: string[];
                /** @description Users; an empty value means: not recorded */
                user?: string[];
                /** @description Features; an empty value means: not recorded */
                feature?: string[];
                /** @description Calls that went well, that failed or both */
                status?: components["schemas"]["CallStatus"][];
                /** @description Providers; an empty value means: not recorded */
                provider?: string[];
                /** @description Why answers ended, as providers say it; an empty value means: not recorded */
                stop_reason?: string[];
                /** @description Days of the week, Monday is 1 and Sunday 7 */
                weekday?: number[];
                /** @description Hours of the day, from 0 to 23 */
                hour?: number[];
                /** @description The clock of weekdays and hours; UTC where none is named */
                zone?: string | "";
                /** @description Bounds that all hold, such as cost>0.05 or duration<=2000: USD by the price book, tokens or milliseconds; calls that do not tell the measure do not pass */
                bound?: string[];
                /** @description Only calls that name these, whichever it is */
                recorded?: components["schemas"]["RecordedName"][];
                /** @description From the start of one call to that of the next */
                within_seconds?: number;
            };
            header?: never;
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RetriesRead"];
                };
            };
            /** @description A problem (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_retries_evidence: {
        parameters: {
            query: {
                /** @description First moment, inclusive */
                from?: string | null;
                /** @description Last moment, exclusive */
                to?: string | null;
                /** @description Models; an empty value means: not recorded */
                model?: string[];
                /** @description Main agents, sub-agents or both */
                agent?: components["schemas"]["AgentKind"][];
                /** @description Agents by their own names */
                agent_name?: string[];
                /** @description Sessions; an empty value means: not recorded */
                session?: string[];
                /** @description Users; an empty value means: not recorded */
                user?: string[];
                /** @description Features; an empty value means: not recorded */
                feature?: string[];
                /** @description Calls that went well, that failed or both */
                status?: components["schemas"]["CallStatus"][];
                /** @description Providers; an empty value means: not recorded */
                provider?: string[];
                /** @description Why answers ended, as providers say it; an empty value means: not recorded */
                stop_reason?: string[];
                /** @description Days of the week, Monday is 1 and Sunday 7 */
                weekday?: number[];
                /** @description Hours of the day, from 0 to 23 */
                hour?: number[];
                /** @description The clock of weekdays and hours; UTC where none is named */
                zone?: string | "";
                /** @description Bounds that all hold, such as cost>0.05 or duration<=2000: USD by the price book, tokens or milliseconds; calls that do not tell the measure do not pass */
                bound?: string[];
                /** @description Only calls that name these, whichever it is */
                recorded?: components["schemas"]["RecordedName"][];
                cursor?: string | null;
                limit?: number;
                /** @description With the group it is of, whose name may be long */
                figure: string;
                /** @description As of the page */
                within_seconds?: number;
            };
            header?: never;
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Evidence"];
                };
            };
            /** @description A problem (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_session_steps: {
        parameters: {
            query?: {
                /** @description First moment, inclusive */
                from?: string | null;
                /** @description Last moment, exclusive */
                to?: string | null;
                /** @description Models; an empty value means: not recorded */
                model?: string[];
                /** @description Main agents, sub-agents or both */
                agent?: components["schemas"]["AgentKind"][];
                /** @description Agents by their own names */
                agent_name?: string[];
                /** @description Sessions; an empty value means: not recorded */
                session?: string[];
                /** @description Users; an empty value means: not recorded */
                user?: string[];
                /** @description Features; an empty value means: not recorded */
                feature?: string[];
                /** @description Calls that went well, that failed or both */
                status?: components["schemas"]["CallStatus"][];
                /** @description Providers; an empty value means: not recorded */
                provider?: string[];
                /** @description Why answers ended, as providers say it; an empty value means: not recorded */
                stop_reason?: string[];
                /** @description Days of the week, Monday is 1 and Sunday 7 */
                weekday?: number[];
                /** @description Hours of the day, from 0 to 23 */
                hour?: number[];
                /** @description The clock of weekdays and hours; UTC where none is named */
                zone?: string | "";
                /** @description Bounds that all hold, such as cost>0.05 or duration<=2000: USD by the price book, tokens or milliseconds; calls that do not tell the measure do not pass */
                bound?: string[];
                /** @description Only calls that name these, whichever it is */
                recorded?: components["schemas"]["RecordedName"][];
                /** @description Steps of a session; later calls are its tail */
                beyond?: number | null;
            };
            header?: never;
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionStepsRead"];
                };
            };
            /** @description A problem (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_session_steps_evidence: {
        parameters: {
            query: {
                /** @description First moment, inclusive */
                from?: string | null;
                /** @description Last moment, exclusive */
                to?: string | null;
                /** @description Models; an empty value means: not recorded */
                model?: string[];
                /** @description Main agents, sub-agents or both */
                agent?: components["schemas"]["AgentKind"][];
                /** @description Agents by their own names */
                agent_name?: string[];
                /** @description Sessions; an empty value means: not recorded */
                session?: string[];
                /** @description Users; an empty value means: not recorded */
                user?: string[];
                /** @description Features; an empty value means: not recorded */
                feature?: string[];
                /** @description Calls that went well, that failed or both */
                status?: components["schemas"]["CallStatus"][];
                /** @description Providers; an empty value means: not recorded */
                provider?: string[];
                /** @description Why answers ended, as providers say it; an empty value means: not recorded */
                stop_reason?: string[];
                /** @description Days of the week, Monday is 1 and Sunday 7 */
                weekday?: number[];
                /** @description Hours of the day, from 0 to 23 */
                hour?: number[];
                /** @description The clock of weekdays and hours; UTC where none is named */
                zone?: string | "";
                /** @description Bounds that all hold, such as cost>0.05 or duration<=2000: USD by the price book, tokens or milliseconds; calls that do not tell the measure do not pass */
                bound?: string[];
                /** @description Only calls that name these, whichever it is */
                recorded?: components["schemas"]["RecordedName"][];
                cursor?: string | null;
                limit?: number;
                /** @description With the group it is of, whose name may be long */
                figure: string;
                /** @description As of the page */
                beyond?: number | null;
            };
            header?: never;
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Evidence"];
                };
            };
            /** @description A problem (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_slow_calls: {
        parameters: {
            query?: {
                /** @description First moment, inclusive */
                from?: string | null;
                /** @description Last moment, exclusive */
                to?: string | null;
                /** @description Models; an empty value means: not recorded */
                model?: string[];
                /** @description Main agents, sub-agents or both */
                agent?: components["schemas"]["AgentKind"][];
                /** @description Agents by their own names */
                agent_name?: string[];
                /** @description Sessions; an empty value means: not recorded */
                session?: string[];
                /** @description Users; an empty value means: not recorded */
                user?: string[];
                /** @description Features; an empty value means: not recorded */
                feature?: string[];
                /** @description Calls that went well, that failed or both */
                status?: components["schemas"]["CallStatus"][];
                /** @description Providers; an empty value means: not recorded */
                provider?: string[];
                /** @description Why answers ended, as providers say it; an empty value means: not recorded */
                stop_reason?: string[];
                /** @description Days of the week, Monday is 1 and Sunday 7 */
                weekday?: number[];
                /** @description Hours of the day, from 0 to 23 */
                hour?: number[];
                /** @description The clock of weekdays and hours; UTC where none is named */
                zone?: string | "";
                /** @description Bounds that all hold, such as cost>0.05 or duration<=2000: USD by the price book, tokens or milliseconds; calls that do not tell the measure do not pass */
                bound?: string[];
                /** @description Only calls that name these, whichever it is */
                recorded?: components["schemas"]["RecordedName"][];
                /** @description What it is told apart by */
                by?: components["schemas"]["Dimension"];
            };
            header?: never;
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SlowCallsRead"];
                };
            };
            /** @description A problem (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_slow_calls_evidence: {
        parameters: {
            query: {
                /** @description First moment, inclusive */
                from?: string | null;
                /** @description Last moment, exclusive */
                to?: string | null;
                /** @description Models; an empty value means: not recorded */
                model?: string[];
                /** @description Main agents, sub-agents or both */
                agent?: components["schemas"]["AgentKind"][];
                /** @description Agents by their own names */
                agent_name?: string[];
                /** @description Sessions; an empty value means: not recorded */
                session?: string[];
                /** @description Users; an empty value means: not recorded */
                user?: string[];
                /** @description Features; an empty value means: not recorded */
                feature?: string[];
                /** @description Calls that went well, that failed or both */
                status?: components["schemas"]["CallStatus"][];
                /** @description Providers; an empty value means: not recorded */
                provider?: string[];
                /** @description Why answers ended, as providers say it; an empty value means: not recorded */
                stop_reason?: string[];
                /** @description Days of the week, Monday is 1 and Sunday 7 */
                weekday?: number[];
                /** @description Hours of the day, from 0 to 23 */
                hour?: number[];
                /** @description The clock of weekdays and hours; UTC where none is named */
                zone?: string | "";
                /** @description Bounds that all hold, such as cost>0.05 or duration<=2000: USD by the price book, tokens or milliseconds; calls that do not tell the measure do not pass */
                bound?: string[];
                /** @description Only calls that name these, whichever it is */
                recorded?: components["schemas"]["RecordedName"][];
                cursor?: string | null;
                limit?: number;
                /** @description With the group it is of, whose name may be long */
                figure: string;
            };
            header?: never;
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Evidence"];
                };
            };
            /** @description A problem (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_suggested_questions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SuggestedQuestions"];
                };
            };
            /** @description A problem (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_threads: {
        parameters: {
            query?: {
                /** @description Words of the title or of a question */
                search?: string;
                cursor?: string | null;
                limit?: number;
            };
            header?: never;
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ThreadPage"];
                };
            };
            /** @description A problem (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_thread: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ThreadCreate"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ThreadRead"];
                };
            };
            /** @description A problem (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_token_costs: {
        parameters: {
            query?: {
                /** @description First moment, inclusive */
                from?: string | null;
                /** @description Last moment, exclusive */
                to?: string | null;
                /** @description Models; an empty value means: not recorded */
                model?: string[];
                /** @description Main agents, sub-agents or both */
                agent?: components["schemas"]["AgentKind"][];
                /** @description Agents by their own names */
                agent_name?: string[];
                /** @description Sessions; an empty value means: not recorded */
                session?: string[];
                /** @description Users; an empty value means: not recorded */
                user?: string[];
                /** @description Features; an empty value means: not recorded */
                feature?: string[];
                /** @description Calls that went well, that failed or both */
                status?: components["schemas"]["CallStatus"][];
                /** @description Providers; an empty value means: not recorded */
                provider?: string[];
                /** @description Why answers ended, as providers say it; an empty value means: not recorded */
                stop_reason?: string[];
                /** @description Days of the week, Monday is 1 and Sunday 7 */
                weekday?: number[];
                /** @description Hours of the day, from 0 to 23 */
                hour?: number[];
                /** @description The clock of weekdays and hours; UTC where none is named */
                zone?: string | "";
                /** @description Bounds that all hold, such as cost>0.05 or duration<=2000: USD by the price book, tokens or milliseconds; calls that do not tell the measure do not pass */
                bound?: string[];
                /** @description Only calls that name these, whichever it is */
                recorded?: components["schemas"]["RecordedName"][];
                /** @description Whether the costs are told of each part as well */
                by?: components["schemas"]["Dimension"] | null;
                /** @description The parts that it costs most come first */
                kind?: components["schemas"]["TokenKind"];
            };
            header?: never;
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokenCostsRead"];
                };
            };
            /** @description A problem (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_token_costs_evidence: {
        parameters: {
            query: {
                /** @description First moment, inclusive */
                from?: string | null;
                /** @description Last moment, exclusive */
                to?: string | null;
                /** @description Models; an empty value means: not recorded */
                model?: string[];
                /** @description Main agents, sub-agents or both */
                agent?: components["schemas"]["AgentKind"][];
                /** @description Agents by their own names */
                agent_name?: string[];
                /** @description Sessions; an empty value means: not recorded */
                session?: string[];
                /** @description Users; an empty value means: not recorded */
                user?: string[];
                /** @description Features; an empty value means: not recorded */
                feature?: string[];
                /** @description Calls that went well, that failed or both */
                status?: components["schemas"]["CallStatus"][];
                /** @description Providers; an empty value means: not recorded */
                provider?: string[];
                /** @description Why answers ended, as providers say it; an empty value means: not recorded */
                stop_reason?: string[];
                /** @description Days of the week, Monday is 1 and Sunday 7 */
                weekday?: number[];
                /** @description Hours of the day, from 0 to 23 */
                hour?: number[];
                /** @description The clock of weekdays and hours; UTC where none is named */
                zone?: string | "";
                /** @description Bounds that all hold, such as cost>0.05 or duration<=2000: USD by the price book, tokens or milliseconds; calls that do not tell the measure do not pass */
                bound?: string[];
                /** @description Only calls that name these, whichever it is */
                recorded?: components["schemas"]["RecordedName"][];
                cursor?: string | null;
                limit?: number;
                /** @description With the group it is of, whose name may be long */
                figure: string;
            };
            header?: never;
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Evidence"];
                };
            };
            /** @description A problem (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_run: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                run_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunRead"];
                };
            };
            /** @description A problem (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_run_events: {
        parameters: {
            query?: {
                /** @description Only events with a higher number */
                behind?: number;
            };
            header?: never;
            path: {
                run_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunEventsRead"];
                };
            };
            /** @description A problem (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_report: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                run_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Report"];
                };
            };
            /** @description A problem (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    save_report: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                run_id: string;
                kind: components["schemas"]["ReportFormat"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_run_result: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                run_id: string;
                result_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StepResultRead"];
                };
            };
            /** @description A problem (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_thread: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                thread_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ThreadRead"];
                };
            };
            /** @description A problem (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_thread: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                thread_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    change_thread: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                thread_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ThreadChange"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ThreadRead"];
                };
            };
            /** @description A problem (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    restore_thread: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                thread_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ThreadRead"];
                };
            };
            /** @description A problem (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_runs: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                thread_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunRead"][];
                };
            };
            /** @description A problem (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    export_traces: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
                "application/x-protobuf": string;
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExportAnswer"];
                };
            };
            /** @description A problem (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_ticket: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketRead"];
                };
            };
            /** @description A problem (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
