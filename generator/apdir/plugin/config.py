"""Options of the plugin."""

from mkdocs.config import config_options
from mkdocs.config.base import Config


class DirectoryConfig(Config):
    """Options of the `apdir` plugin. None of them is in mkdocs.yml."""

    job = config_options.Type(object)
    """The `Job` that `apdir build` or `apdir serve` began: the day, the edition, the records' place."""
