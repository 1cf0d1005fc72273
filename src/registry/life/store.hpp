// SPDX-License-Identifier: Apache-2.0
// The tables of a cycle as structs: the only SQL of the room. Every function runs inside the caller's
// transaction; none checks a permission.
#pragma once

#include "registry/life/life.hpp"
