"""Addresses of the kind `form`, within those of channels."""

from django.urls import path

from .views import fields, public, settings

urlpatterns = [
    path("forms/embed.js", public.EmbedScript.as_view(), name="form-embed"),
    path("forms/<slug:slug>/", public.FormPage.as_view(), name="form-page"),
    path("forms/<slug:slug>/thanks/<str:receipt>/", public.Thanks.as_view(), name="form-thanks"),
    path("forms/<slug:slug>/thanks/<str:receipt>/number/", public.Number.as_view(), name="form-number"),
    path("settings/forms/", settings.Forms.as_view(), name="forms"),
    path("settings/forms/new/", settings.NewForm.as_view(), name="form-new"),
    path("settings/forms/<uuid:form_id>/", settings.OneForm.as_view(), name="form"),
    path("settings/forms/<uuid:form_id>/publication/", settings.Publication.as_view(), name="form-publication"),
    path("settings/forms/<uuid:form_id>/preview/", settings.Preview.as_view(), name="form-preview"),
    path("settings/forms/<uuid:form_id>/fields/", fields.Fields.as_view(), name="form-fields"),
    path("settings/forms/<uuid:form_id>/fields/new/", fields.NewField.as_view(), name="form-field-new"),
    path("settings/forms/<uuid:form_id>/fields/<uuid:field_id>/", fields.OneField.as_view(), name="form-field"),
    path(
        "settings/forms/<uuid:form_id>/fields/<uuid:field_id>/place/", fields.Place.as_view(), name="form-field-place"
    ),
    path(
        "settings/forms/<uuid:form_id>/fields/<uuid:field_id>/removal/",
        fields.Removal.as_view(),
        name="form-field-removal",
    ),
]
