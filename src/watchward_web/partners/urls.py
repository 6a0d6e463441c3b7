"""A partnership's own pages, and the way into one."""

from django.urls import path

from watchward_web.partners.views.agencies import agencies, nation
from watchward_web.partners.views.agreements import agreement, agreements, gateways, required
from watchward_web.partners.views.audit import audit
from watchward_web.partners.views.choose import choose
from watchward_web.partners.views.duties import duties, duty
from watchward_web.partners.views.governance import governance, governance_answers
from watchward_web.partners.views.home import home
from watchward_web.partners.views.invite import invite, withdraw
from watchward_web.partners.views.join import join
from watchward_web.partners.views.locks import locks, reopen
from watchward_web.partners.views.people import people
from watchward_web.partners.views.permissions import permissions
from watchward_web.partners.views.person import activity, person
from watchward_web.partners.views.roles import roles
from watchward_web.partners.views.tokens import end_token, new_token, tokens

app_name = "partners"
_P = "p/<slug:partnership>/"
urlpatterns = [
    path("partnerships/", choose, name="choose"),
    path("join/<str:secret>/", join, name="join"),
    path(_P, home, name="home"),
    path(f"{_P}people/", people, name="people"),
    path(f"{_P}people/invite/", invite, name="invite"),
    path(f"{_P}people/invitations/<int:invitation_id>/withdraw/", withdraw, name="withdraw"),
    path(f"{_P}people/<int:person_id>/", person, name="person"),
    path(f"{_P}people/<int:person_id>/activity/", activity, name="activity"),
    path(f"{_P}agencies/", agencies, name="agencies"),
    path(f"{_P}agencies/<slug:provider>/nation/", nation, name="nation"),
    path(f"{_P}keys/", tokens, name="tokens"),
    path(f"{_P}keys/new/", new_token, name="new_token"),
    path(f"{_P}keys/<slug:ident>/end/", end_token, name="end_token"),
    path(f"{_P}duties/", duties, name="duties"),
    path(f"{_P}duties/<int:number>/", duty, name="duty"),
    path(f"{_P}agreements/", agreements, name="agreements"),
    path(f"{_P}agreements/required/", required, name="required"),
    path(f"{_P}agreements/<int:number>/", agreement, name="agreement"),
    path(f"{_P}agreements/<int:number>/gateways/", gateways, name="gateways"),
    path(f"{_P}governance/", governance, name="governance"),
    path(f"{_P}governance/answers/<str:language>/", governance_answers, name="governance_answers"),
    path(f"{_P}locks/", locks, name="locks"),
    path(f"{_P}locks/<int:number>/", reopen, name="reopen"),
    path(f"{_P}roles/", roles, name="roles"),
    path(f"{_P}permissions/", permissions, name="permissions"),
    path(f"{_P}audit/", audit, name="audit"),
]
