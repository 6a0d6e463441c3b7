"""Addresses of files and feeds, under the evidence's own; they stay, for programs keep them."""

from django.urls import path, register_converter

from watchward_web.evidence.exports.views import export, feed, feeds, pbids


class Word:
    """The name of an analysis or of a table: nothing else reaches a view."""

    regex = "[a-z][a-z_]{0,40}"

    def to_python(self, value: str) -> str:
        """As it is."""
        return value

    def to_url(self, value: str) -> str:
        """As it is."""
        return value


class FileKind(Word):
    """The ending of a file."""

    regex = "csv|xlsx|parquet|gpkg"


class FeedKind(Word):
    """The ending of a feed."""

    regex = "csv|json"


register_converter(Word, "word")
register_converter(FileKind, "file_kind")
register_converter(FeedKind, "feed_kind")

urlpatterns = [
    path("feeds/", feeds, name="feeds"),
    path("feeds/<word:analysis>/<word:table>.pbids", pbids, name="pbids"),
    path("feeds/<word:analysis>/<word:table>.<feed_kind:kind>", feed, name="feed"),
    path("<word:analysis>/<word:table>.<file_kind:kind>", export, name="export"),
]
