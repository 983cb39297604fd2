"""Questions of further people (finance, on-call, founders, researchers, the angry, other mother tongues).

They were written before the rules were tried on anything, and what each is to be read as beside them.
"""

from typing import Final

FURTHER: Final = (
    (
        "Our CFO wants the LLM invoice at least 25% lower by year end, where do we start?",
        "spend_less target=-25%",
    ),
    (
        "give me last month's bill split by team feature",
        "where_money_goes time=2026-10-01/2026-11-01 by=feature",
    ),
    (
        "what are we burning per day on Claude?",
        "how_much models=opus-4-1,opus-4-5,sonnet-4-5,haiku-4-5 by=day",
    ),
    ("limit spend to 2000 dollars", "spend_less target=<2000"),
    ("Which customers are the most expensive?", "where_money_goes by=user"),
    ("reconcile: total charges for October 2026 please", "how_much time=2026-10-01/2026-11-01"),
    (
        "p99 latency of the support bot over the past 7 days",
        "speed metric=latency_p99 features=support-bot time=2026-11-05T15/2026-11-12T15",
    ),
    ("are we getting rate limited?", "errors"),
    ("429s since yesterday", "errors time=2026-11-11/"),
    ("is something retrying in a loop and eating tokens?", "lever retry_waste"),
    ("tail latency regressed after 3 November, why?", "incidents metric=latency_p95 time=2026-11-04/"),
    ("we're bleeding money on openai, help", "spend_less models=gpt-5,gpt-5-mini,gpt-4o-mini"),
    (
        "get the token costs under $2,000 per month without hurting answer quality",
        "spend_less target=<2000/month keep_quality",
    ),
    ("would batching the nightly summarize jobs be worth it?", "lever batch features=summarize"),
    ("what happens to the bill if traffic triples?", "what_if usage=3"),
    (
        "if we moved all of sonnet to haiku, what would we have paid in October",
        "what_if models=sonnet-4-5 time=2026-10-01/2026-11-01 on=haiku-4-5",
    ),
    ("How sensitive is total cost to reasoning effort?", "lever reasoning_effort"),
    ("distribution of output tokens across agents", "where_money_goes metric=output_tokens by=agent"),
    ("mean time to first token by model", "speed metric=ttft by=model"),
    (
        "Compare spend in September with spend in October",
        "why_changed time=2026-10-01/2026-11-01 vs=2026-09-01/2026-10-01",
    ),
    (
        "why the hell did you charge us twice as much this week",
        "why_changed time=2026-11-09/2026-11-16 vs=2026-11-02/2026-11-09",
    ),
    ("this is ridiculously expensive. fix it", "spend_less"),
    ("STOP WASTING MY MONEY!!!", "spend_less"),
    ("your product sucks", "off_topic"),
    ("how can i do for pay less?", "spend_less"),
    ("please the cost of yesterday, how many it was?", "how_much time=2026-11-11/2026-11-12"),
    ("I am wanting to know which model is eating the most of budget", "where_money_goes by=model"),
    (
        "can we having cheaper model for the search without the quality become worse",
        "lever cheaper_model keep_quality features=search",
    ),
    ("Is haiku as good as opus for our tickets?", "unanswerable"),
    ("what will anthropic charge next year", "unanswerable"),
    ("how do our costs compare with other companies?", "unanswerable"),
    ("write me a python function that sorts a list", "off_topic"),
    ("what's the capital of France", "off_topic"),
    ("same prompt is sent again and again - can't we just reuse the answer?", "lever response_cache"),
    ("our system prompt is 20k tokens and identical on each request", "lever prompt_caching"),
    ("the chat history keeps growing, shorten it?", "lever trim_context"),
    ("answers are too verbose, costs too much", "lever trim_output"),
    (
        "anything but caching: how can we lower costs",
        "spend_less without=prompt_caching,response_cache,semantic_cache",
    ),
    (
        "Wie viel haben wir letzten Monat für Opus ausgegeben?",
        "how_much models=opus-4-1,opus-4-5 time=2026-10-01/2026-11-01",
    ),
    (
        "Pourquoi la facture a-t-elle augmenté la semaine dernière ?",
        "why_changed time=2026-11-02/2026-11-09 vs=2026-10-26/2026-11-02",
    ),
    ("¿Cómo podemos reducir los costes sin perder calidad?", "spend_less keep_quality"),
    ("slowest calls today", "speed time=2026-11-12/2026-11-13 most=10duration"),
    (
        "how much did u-1042 cost us in Q3, excluding sub agents",
        "how_much users=u-1042 not_agents=sub time=2026-07-01/2026-10-01",
    ),
)
