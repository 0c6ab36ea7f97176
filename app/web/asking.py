"""What a script of ours asks for in JSON: its token and its shape are checked before anything else."""

from typing import TypeVar

import msgspec
from flask import abort, request
from flask_wtf.csrf import CSRFError, validate_csrf
from wtforms import ValidationError

Shape = TypeVar("Shape", bound=msgspec.Struct)


def asked(shape: type[Shape]) -> Shape:
    """The request's body as this shape; 400 where it has another, or the token is not one of this session's."""
    try:
        validate_csrf(request.headers.get("X-CSRFToken", ""))
        return msgspec.json.decode(request.get_data(), type=shape)
    except (ValidationError, CSRFError, msgspec.DecodeError):
        abort(400)
