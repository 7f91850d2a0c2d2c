"""Every table there is. Importing this makes all of them known, whichever pages have been loaded."""

from __future__ import annotations

from spotcheck.checklists import models as checklists
from spotcheck.checklists import wording_models as wordings
from spotcheck.checks import models as checks
from spotcheck.checks import photo_models as photos
from spotcheck.core import history
from spotcheck.core import job_models as jobs
from spotcheck.core.database import Base
from spotcheck.delivery import models as delivery
from spotcheck.governance import retention_models as retention
from spotcheck.learning import competence_models as competence
from spotcheck.learning import link_models as links
from spotcheck.learning import models as learning
from spotcheck.learning import supervision_models as supervision
from spotcheck.messages import mail_models as mail
from spotcheck.messages import models as messages
from spotcheck.organisation import models as organisation
from spotcheck.sampling import models as sampling
from spotcheck.standards import models as standards
from spotcheck.tracker import import_models as imports
from spotcheck.tracker import models as tracker
from spotcheck.tracker import rising_models as rising

ROOMS = (
    history,
    jobs,
    organisation,
    messages,
    mail,
    standards,
    checklists,
    wordings,
    sampling,
    tracker,
    imports,
    rising,
    checks,
    photos,
    competence,
    supervision,
    learning,
    links,
    delivery,
    retention,
)
METADATA = Base.metadata
