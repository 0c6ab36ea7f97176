"""The one address that is measured."""

from django.urls import path

from .views import fill

urlpatterns = [path("families/<uuid:family>/members/<uuid:member>/tools/three-houses", fill)]
