//! Browser widget of the SDG-toets.
