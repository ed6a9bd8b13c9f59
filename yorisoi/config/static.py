"""Static files with the digest of their content in the name, so that browsers may keep them for ever."""

from django.contrib.staticfiles.storage import ManifestStaticFilesStorage


class HashedStaticFiles(ManifestStaticFilesStorage):
    """Django's storage; a page that names a file not collected yet gets the plain name instead of an error."""

    support_js_module_import_aggregation = True
    manifest_strict = False
