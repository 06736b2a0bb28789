"""What the pages work on: the workspace, its store, the index of it, and documents that were opened lately."""

from __future__ import annotations

import copy
import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import NamedTuple

from hria.assemble.dossier import Dossier
from hria.assessment import read_assessment
from hria.document import Document
from hria.review import Role
from hria.settings import FOLDER, Workspace
from hria.store import Store
from hria.web.index import Index
from hria.web.pictures import Pictures

MOST_DOCUMENTS = 6


class Desk:
    """The work of one server. `dossier` makes what drafts draw on anew; `role` is that of those who decide,
    as the workspace says without it."""

    def __init__(
        self, workspace: Workspace, store: Store, dossier: Callable[[], Dossier], role: Role | None = None
    ) -> None:
        self.workspace = workspace
        self.store = store
        self.role = role or workspace.settings.review.role
        self.index = Index(store, workspace.folder / FOLDER)
        self.pictures = Pictures(workspace)
        # Files that people's ratings and assignments stand in are read, changed and written one at a time.
        self.files = threading.Lock()
        self._make_dossier = dossier
        self._documents: OrderedDict[str, Document] = OrderedDict()
        self._lock = threading.Lock()
        self._kept: tuple[Version, Dossier] | None = None
        self._making = threading.Lock()

    def close(self) -> None:
        """Lets go of the index and of sources."""
        self.pictures.close()
        self.index.close()

    def document(self, document_id: str) -> Document:
        """The document with this id; the last few stay in memory. Raises NotFound."""
        with self._lock:
            if document_id in self._documents:
                self._documents.move_to_end(document_id)
                return self._documents[document_id]
        document = self.store.document(document_id)
        with self._lock:
            self._documents[document_id] = document
            while len(self._documents) > MOST_DOCUMENTS:
                self._documents.popitem(last=False)
        return document

    def version(self) -> Version:
        """What the findings of a dossier depend on: it is made anew when any of it changes."""
        return Version(self.index.follow(), hash(tuple(self.store.readings())))

    def dossier(self) -> Dossier:
        """Everything that a draft may draw on, as it is now. Raises BadData for ratings that cannot be."""
        with self._making:
            version = self.version()
            if self._kept is None or self._kept[0] != version:
                self._kept = (version, self._make_dossier())
            # Ratings change more often than findings and cost nothing to read.
            now = copy.copy(self._kept[1])
            now.assessment = read_assessment(self.workspace.assessment_file)
            return now


class Version(NamedTuple):
    """The number of the latest decision, and how the documents were read."""

    decision: int
    readings: int
