"""Addresses of customers."""

from django.urls import path

from yorisoi.customers.views import belongings, customers

app_name = "customers"
_ONE = "customers/<uuid:customer_id>/"
urlpatterns = [
    path("customers/", customers.Customers.as_view(), name="customers"),
    path("customers/new/", customers.NewCustomer.as_view(), name="customer-new"),
    path(_ONE, customers.OneCustomer.as_view(), name="customer"),
    path(f"{_ONE}edit/", customers.EditCustomer.as_view(), name="customer-edit"),
    path(f"{_ONE}card/", customers.Card.as_view(), name="card"),
    path(f"{_ONE}identities/", belongings.Identities.as_view(), name="identities"),
    path(f"{_ONE}identities/<uuid:identity_id>/", belongings.OneIdentity.as_view(), name="identity"),
    path(f"{_ONE}memberships/", belongings.Memberships.as_view(), name="memberships"),
    path(f"{_ONE}memberships/<uuid:account_id>/", belongings.OneMembership.as_view(), name="membership"),
]
