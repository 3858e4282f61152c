"""What the command line tells the plugin."""

from mkdocs.config import config_options
from mkdocs.config.base import Config


class DirectoryConfig(Config):
    """Options of the `apdir` plugin. Nothing of it stands in mkdocs.yml."""

    job = config_options.Type(object)
    """The `Job` that `apdir build` or `apdir serve` began: the day, the edition, the records' place."""
