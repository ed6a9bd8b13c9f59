"""Addresses of customers."""

from django.urls import path

from yorisoi.customers.views import accounts, belongings, care, contracts, customers, exchange, merges

app_name = "customers"
_ONE = "customers/<uuid:customer_id>/"
urlpatterns = [
    path("customers/", customers.Customers.as_view(), name="customers"),
    path("customers/new/", customers.NewCustomer.as_view(), name="customer-new"),
    path("customers/imports/", exchange.Imports.as_view(), name="imports"),
    path("customers/imports/<uuid:import_id>/", exchange.OneImport.as_view(), name="import"),
    path("customers/imports/<uuid:import_id>/run/", exchange.Run.as_view(), name="import-run"),
    path("customers/imports/<uuid:import_id>/report/", exchange.Report.as_view(), name="import-report"),
    path("customers/accounts/", accounts.Accounts.as_view(), name="accounts"),
    path("customers/accounts/new/", accounts.NewAccount.as_view(), name="account-new"),
    path("customers/accounts/<uuid:account_id>/", accounts.OneAccount.as_view(), name="account"),
    path("customers/accounts/<uuid:account_id>/edit/", accounts.EditAccount.as_view(), name="account-edit"),
    path("customers/accounts/<uuid:account_id>/members/", accounts.Members.as_view(), name="account-members"),
    path("customers/export/", exchange.Export.as_view(), name="export"),
    path(_ONE, customers.OneCustomer.as_view(), name="customer"),
    path(f"{_ONE}edit/", customers.EditCustomer.as_view(), name="customer-edit"),
    path(f"{_ONE}card/", customers.Card.as_view(), name="card"),
    path(f"{_ONE}identities/", belongings.Identities.as_view(), name="identities"),
    path(f"{_ONE}identities/<uuid:identity_id>/", belongings.OneIdentity.as_view(), name="identity"),
    path(f"{_ONE}identities/<uuid:identity_id>/verification/", belongings.Verification.as_view(), name="verification"),
    path(f"{_ONE}needs/", care.Needs.as_view(), name="needs"),
    path(f"{_ONE}needs/<slug:kind>/", care.OneNeed.as_view(), name="need"),
    path(f"{_ONE}consents/", care.Consents.as_view(), name="consents"),
    path(f"{_ONE}consents/withdrawal/", care.Withdrawal.as_view(), name="consent-withdrawal"),
    path(f"{_ONE}contracts/", contracts.Contracts.as_view(), name="contracts"),
    path(f"{_ONE}contracts/<uuid:contract_id>/ending/", contracts.Ending.as_view(), name="contract-ending"),
    path(f"{_ONE}merge/", merges.Merge.as_view(), name="merge"),
    path(f"{_ONE}merges/", merges.Merges.as_view(), name="merges"),
    path(f"{_ONE}merges/<uuid:merge_id>/", merges.OneMerge.as_view(), name="one-merge"),
    path(f"{_ONE}memberships/", belongings.Memberships.as_view(), name="memberships"),
    path(f"{_ONE}memberships/<uuid:account_id>/", belongings.OneMembership.as_view(), name="membership"),
]
