"""/settings/me/: what people set for themselves."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views import View

from yorisoi.kernel.ui.render import render
from yorisoi.workspace.actions.profile import change_profile
from yorisoi.workspace.display import remember
from yorisoi.workspace.forms import ProfileForm
from yorisoi.workspace.queries.profile import own_profile
from yorisoi.workspace.requests import StaffRequest
from yorisoi.workspace.views.answers import INVALID, moved_on


class Profile(View):
    def get(self, request: StaffRequest) -> HttpResponse:
        profile = own_profile(request.actor)
        form = ProfileForm(initial=profile.values)
        return render(request, "workspace/profile.html", {"form": form, "profile": profile})

    def post(self, request: StaffRequest) -> HttpResponse:
        form = ProfileForm(request.POST)
        if form.perform(change_profile, actor=request.actor):
            response = moved_on(request, _("Saved."), "workspace:profile")
            return remember(response, form.cleaned_data["language"], form.cleaned_data["theme"])
        context = {"form": form, "profile": own_profile(request.actor)}
        return render(request, "workspace/profile.html", context, status=INVALID)
