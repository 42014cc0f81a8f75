-- Why: the worker lets go of the results of imports when nobody asks for them any more.

grant delete on import_rows to requisite_service;
