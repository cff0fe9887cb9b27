#![no_main]

use libfuzzer_sys::fuzz_target;
use sdg_tests::doors::{Door, knock};

fuzz_target!(|bytes: &[u8]| knock(Door::Policy, bytes));
