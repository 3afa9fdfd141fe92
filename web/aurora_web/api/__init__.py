"""flask-smorest with pydantic models, strict requests and problem documents."""

from aurora_web.api.blueprint import Blueprint
from aurora_web.api.interface import Interface
from aurora_web.api.model import RequestModel, ResponseModel
from aurora_web.api.sparse import FieldsQuery, chosen

__all__ = ["Blueprint", "FieldsQuery", "Interface", "RequestModel", "ResponseModel", "chosen"]
