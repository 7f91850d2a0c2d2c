"""The other four services of the made-up provider, and who works there. None of them exists."""

from __future__ import annotations

from spotcheck.core.permissions import Role
from spotcheck.demo.people import Member, Place

ORCHARD, STATION, LARCH, BOATYARD = "Orchard View", "Station Row", "Larch House", "The Boatyard"
PLACES = (
    Place(ORCHARD, "nursing home", "01632 960077"),
    Place(STATION, "supported living", "01632 960103"),
    Place(LARCH, "extra care", "01632 960125"),
    Place(BOATYARD, "day service", "01632 960151"),
)
LEAVES = Member("Nathan", Role.CARE_WORKER, LARCH, "nathan")  # leads an action until then
PEOPLE = (
    Member("Margaret", Role.MANAGER, ORCHARD, "margaret"),
    Member("Kwame", Role.SUPERVISOR, ORCHARD, "kwame"),  # nurse in charge, days
    Member("Oluchi", Role.SUPERVISOR, ORCHARD, "oluchi"),  # nurse, lates
    Member("Petra", Role.SUPERVISOR, ORCHARD, "petra.nights"),
    Member("Anita", Role.CARE_WORKER, ORCHARD, "anita"),
    Member("Bogdan", Role.CARE_WORKER, ORCHARD, "07700 900208"),
    Member("Carys", Role.CARE_WORKER, ORCHARD, "carys"),
    Member("Delroy", Role.CARE_WORKER, ORCHARD, "delroy"),
    Member("Esther", Role.CARE_WORKER, ORCHARD, "esther"),
    Member("Fatima", Role.CARE_WORKER, ORCHARD, "07700 900233"),
    Member("Gwen", Role.CARE_WORKER, ORCHARD, "gwen"),
    Member("Hamza", Role.CARE_WORKER, ORCHARD, "hamza"),
    Member("Irena", Role.CARE_WORKER, ORCHARD, "irena.nights"),
    Member("Declan", Role.MANAGER, STATION, "declan"),
    Member("Shanice", Role.SUPERVISOR, STATION, "shanice"),
    Member("Piotr", Role.SUPERVISOR, STATION, "piotr"),
    Member("Jade", Role.CARE_WORKER, STATION, "jade"),
    Member("Kieran", Role.CARE_WORKER, STATION, "kieran"),
    Member("Lorraine", Role.CARE_WORKER, STATION, "07700 900264"),
    Member("Mohammed", Role.CARE_WORKER, STATION, "mohammed"),
    Member("Niamh", Role.CARE_WORKER, STATION, "niamh"),
    Member("Osman", Role.CARE_WORKER, STATION, "osman"),
    Member("Beverley", Role.MANAGER, LARCH, "beverley"),
    Member("Tariq", Role.SUPERVISOR, LARCH, "tariq"),
    Member("Bethan", Role.SUPERVISOR, LARCH, "bethan"),
    Member("Rhys", Role.CARE_WORKER, LARCH, "rhys"),
    Member("Stella", Role.CARE_WORKER, LARCH, "stella"),
    Member("Tunde", Role.CARE_WORKER, LARCH, "tunde"),
    Member("Orla", Role.CARE_WORKER, LARCH, "07700 900291"),
    Member("Vikram", Role.CARE_WORKER, LARCH, "vikram"),
    LEAVES,
    Member("Callum", Role.MANAGER, BOATYARD, "callum"),
    Member("Mina", Role.SUPERVISOR, BOATYARD, "mina"),
    Member("Wendy", Role.CARE_WORKER, BOATYARD, "wendy"),
    Member("Roza", Role.CARE_WORKER, BOATYARD, "roza"),
    Member("Yvonne", Role.CARE_WORKER, BOATYARD, "yvonne"),
    Member("Zainab", Role.CARE_WORKER, BOATYARD, "07700 900317"),
    Member("Eddie", Role.CARE_WORKER, BOATYARD, "eddie"),
)
