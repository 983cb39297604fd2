"""HTTP for savings."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from netra.backend.analytics.schemas import Evidence, EvidenceQuery
from netra.backend.calls.schemas import CallFilterQuery
from netra.backend.optimizer.schemas import PromptCaching, SavingQuestions
from netra.backend.optimizer.service import OptimizerService
from netra.backend.projects.routes import ReadableProject
from netra.backend.resources import ResourcesDep

router = APIRouter(prefix="/api/projects/{project_id}/savings", tags=["savings"])


async def _optimizer_service(resources: ResourcesDep) -> OptimizerService:
    return OptimizerService.on(resources)


Optimizer = Annotated[OptimizerService, Depends(_optimizer_service)]


@router.get("/prompt-caching")
async def get_prompt_caching(
    project: ReadableProject, query: Annotated[CallFilterQuery, Query()], optimizer: Optimizer
) -> PromptCaching:
    """What each way of caching prompts would have cost, where it pays and where it costs money."""
    return await optimizer.prompt_caching(project, query.filter)


@router.get("/prompt-caching/evidence")
async def get_prompt_caching_evidence(
    project: ReadableProject, query: Annotated[EvidenceQuery, Query()], optimizer: Optimizer
) -> Evidence:
    """The calls behind a figure of the prompt-caching page, each with its part of it."""
    return await optimizer.evidence(project, query.filter, query.figure, query.cursor, query.limit)


@router.get("/questions")
async def list_saving_questions(project: ReadableProject, optimizer: Optimizer) -> SavingQuestions:
    """Questions about saving that all calls of the project can answer without their prompts."""
    return await optimizer.questions(project)
