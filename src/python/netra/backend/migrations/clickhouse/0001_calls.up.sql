-- One row a call. The same call sent twice has the same key and is merged to one; readers say FINAL.
-- Partitions are years: few enough that any file of calls fits one insert, and FINAL never merges across them.
CREATE TABLE calls
(
    project_id UUID,
    call_id UUID,
    import_id UUID,
    source LowCardinality(String),
    source_seq UInt64 CODEC(Delta, ZSTD),
    started_at DateTime64(6, 'UTC') CODEC(Delta, ZSTD),
    time_basis LowCardinality(String),
    duration_ms Nullable(Float64),
    ttft_ms Nullable(Float64),
    session_id String,
    session_key UInt64 MATERIALIZED if(session_id = '', 0, cityHash64(session_id)),
    user_id String,
    feature LowCardinality(String),
    agent LowCardinality(String),
    operation LowCardinality(String),
    provider LowCardinality(String),
    model LowCardinality(String),
    input_fresh UInt64 CODEC(T64, LZ4),
    cache_read UInt64 CODEC(T64, LZ4),
    cache_write_5m UInt64 CODEC(T64, LZ4),
    cache_write_1h UInt64 CODEC(T64, LZ4),
    output_text UInt64 CODEC(T64, LZ4),
    output_reasoning UInt64 CODEC(T64, LZ4),
    cache_recorded Bool,
    reasoning_recorded Bool,
    extras Map(LowCardinality(String), UInt64),
    cost_usd Nullable(Decimal(18, 12)),
    price_id LowCardinality(String),
    status LowCardinality(String),
    error_type LowCardinality(String),
    stop_reason LowCardinality(String),
    block_size UInt32,
    block_scope String,
    block_runs Array(UInt64) CODEC(ZSTD),
    prompt_hash String,
    prompt_text Nullable(String) CODEC(ZSTD(1)),
    completion_text Nullable(String) CODEC(ZSTD(1)),
    trace_id String,
    span_id String,
    parent_span_id String,
    written_at DateTime64(3, 'UTC') DEFAULT now64(3),
    -- Sums by hour, of each part as it is: merges and deletions make them anew. Across parts that hold the same
    -- call twice they count it twice, so who reads them compares their number of calls with that of FINAL.
    PROJECTION hours
    (
        SELECT
            project_id, toStartOfHour(started_at), model, agent,
            count(),
            sum(input_fresh), sum(cache_read), sum(cache_write_5m), sum(cache_write_1h),
            sum(output_text), sum(output_reasoning),
            sum(cost_usd), countIf(isNull(cost_usd)),
            countIf(NOT cache_recorded), countIf(NOT reasoning_recorded), countIf(status != 'ok'),
            min(started_at), max(started_at), countIf(time_basis = 'relative'), max(written_at)
        GROUP BY project_id, toStartOfHour(started_at), model, agent
    )
)
ENGINE = ReplacingMergeTree
PARTITION BY toYear(started_at)
ORDER BY (project_id, started_at, call_id)
SETTINGS
    non_replicated_deduplication_window = 10000,
    deduplicate_merge_projection_mode = 'rebuild',
    lightweight_mutation_projection_mode = 'rebuild';

-- Spans that are no model calls: the structure of a trace around its calls. Never counted.
CREATE TABLE spans
(
    project_id UUID,
    trace_id String,
    span_id String,
    parent_span_id String,
    name LowCardinality(String),
    operation LowCardinality(String),
    agent LowCardinality(String),
    session_id String,
    started_at DateTime64(6, 'UTC'),
    duration_ms Nullable(Float64),
    status LowCardinality(String),
    error_type LowCardinality(String),
    written_at DateTime64(3, 'UTC') DEFAULT now64(3)
)
ENGINE = ReplacingMergeTree
PARTITION BY toYear(started_at)
ORDER BY (project_id, trace_id, span_id)
SETTINGS non_replicated_deduplication_window = 10000;
