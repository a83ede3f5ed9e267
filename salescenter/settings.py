"""What can be set from outside: the environment (``SALESCENTER_…``) and ``settings.toml``.

The environment wins over the file, the command line over both. No password stands here: a
PostgreSQL password comes from the environment or the password file of PostgreSQL itself.
"""

import re
from pathlib import Path
from typing import Annotated
from urllib.parse import parse_qsl

from platformdirs import PlatformDirs
from pydantic import Field
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

_DIRS = PlatformDirs("SalesCenter", appauthor=False)


_PASSWORD_BEFORE_HOST = re.compile(r"[^:/@]*://[^:/@]*:[^@]*@")
_PASSWORD_PARAMETERS = {"password", "sslpassword"}


def names_password(address: str) -> bool:
    """Whether an address, right or not, has a password in it, where everybody can read it."""
    if _PASSWORD_BEFORE_HOST.match(address):
        return True
    parameters = parse_qsl(address.partition("?")[2], keep_blank_values=True)
    return "://" in address and any(name in _PASSWORD_PARAMETERS for name, _value in parameters)


def data_folder() -> Path:
    """Where stores are kept that are on this machine."""
    return _DIRS.user_data_path


def config_folder() -> Path:
    """Where settings and window layouts are kept."""
    return _DIRS.user_config_path


def log_folder() -> Path:
    """Where the log is written."""
    return _DIRS.user_log_path


class Settings(BaseSettings):
    """Settings of one start. ``database`` empty: the demo store; ``payment``: the provider.

    ``locale`` ("de_DE") is how the window writes dates and numbers; empty: as the desktop does.
    """

    model_config = SettingsConfigDict(env_prefix="SALESCENTER_", extra="ignore")

    database: str = ""
    payment: str = ""
    language: str = "en"
    locale: str = ""
    idle_minutes: Annotated[int, Field(ge=1, le=15)] = 10
    cheap_passwords: bool = False

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The command line (given as arguments), then the environment, then the file."""
        file = TomlConfigSettingsSource(settings_cls, config_folder() / "settings.toml")
        return (init_settings, env_settings, file)


def demo_address() -> str:
    """The demo store of this person on this machine."""
    return f"sqlite:///{data_folder() / 'demo.sqlite'}"
