"""What a kernel runs before any answer; `restore` undoes what answers have patched.

An answer lives in the same process as the checks, so this is a fence and no wall: it
stops the transformers, tracers and replaced functions that switch checks off, and a
check that must fail (see `execute`) tells whether it did.
"""

import builtins
import importlib
import sys
import threading
import types

from IPython import get_ipython

SHELL = get_ipython()


def leave():
    """What `exit()` does instead of a shutdown that comes some cells later."""
    raise SystemExit


SHELL.ask_exit = leave
INPUT = SHELL.input_transformer_manager
CLASSES = {
    cls: dict(vars(cls))
    for owner in (SHELL, SHELL.kernel, SHELL.compile, INPUT)
    for cls in type(owner).__mro__[:-1]
}
OWN = {owner: set(vars(owner)) for owner in (SHELL, SHELL.kernel, SHELL.compile)}
LISTS = [SHELL.ast_transformers, SHELL.input_transformers_post]
LISTS += [INPUT.cleanup_transforms, INPUT.line_transforms, INPUT.token_transformers]
LISTS += SHELL.events.callbacks.values()
LISTS = [(values, list(values)) for values in LISTS]
MODULES = {builtins: dict(vars(builtins))}


def remember(names):
    """Load the modules that the sheet imports, and keep what is callable in them."""
    for name in names:
        try:
            module = importlib.import_module(name)
        except ImportError:
            continue
        inside = [m for m in vars(module).values() if isinstance(m, types.ModuleType)]
        for kept in (module, *inside):
            if kept.__name__.startswith(name):
                MODULES[kept] = {k: v for k, v in vars(kept).items() if callable(v)}


def restore(shadows):
    """Put everything kept back, and free the built-in names in `shadows`."""
    sys.settrace(None)
    sys.setprofile(None)
    threading.settrace(None)
    for module, names in MODULES.items():
        vars(module).update(names)
    for cls, names in CLASSES.items():
        for name, value in names.items():
            if vars(cls).get(name) is not value:
                setattr(cls, name, value)
    for owner, names in OWN.items():
        for name in set(vars(owner)) - names:
            if callable(getattr(type(owner), name, None)):
                delattr(owner, name)
    for values, kept in LISTS:
        values[:] = kept
    SHELL.set_custom_exc((), None)
    SHELL.ast_node_interactivity = "last_expr"
    for name in shadows:
        SHELL.user_ns.pop(name, None)
