// SPDX-License-Identifier: Apache-2.0
// The registration form of an initiative: its one description, and the way between typed values and a
// statement.
#pragma once

#include <string>
#include <vector>

#include "platform/form/form.hpp"
#include "registry/registry.hpp"

namespace kheo::registry {

/// What the form depends on besides its fields.
struct FormSetting {
    std::vector<Field> fields;                  // the codes in force
    std::vector<const territory::Unit*> units;  // to choose from; empty: the unit is typed and resolved
    bool with_registration = false;             // a new dossier: also campaign year, date, new or maintained
};

/// Units a person may choose from without typing: those under the grants when they are few, else none.
std::vector<const territory::Unit*> units_to_choose(const Reading& reading);

form::Form initiative_form(const FormSetting& setting);

form::Values values_of_form(const Statement& statement, const Reading& reading, const FormSetting& setting);
/// A fresh form: this year, today, new.
form::Values fresh_values(const Reading& reading, const FormSetting& setting);

/// What was typed as a row; everything that cannot be read is told at once in `errors`.
NewRow read_row(const form::Values& values, const FormSetting& setting, const Reading& reading,
                std::vector<FieldError>& errors);

/// The names of kinds, sectors … for people.
const Message& name_of(Kind value);
const Message& name_of(OwnerType value);
const Message& name_of(Sector value);
const Message& name_of(Basis value);
const Message& name_of(State value);
const Message& name_of(RecognitionLevel value);

/// Label of a form field by its key; for history and conflicts. nullptr for an unknown key.
const Message* label_of(std::string_view key);

/// A kept value ("practice", unit id, "2024-05") as people read it.
std::string value_for_people(std::string_view key, const std::string& value, const Reading& reading,
                             const std::vector<Field>& fields, Language language);

}  // namespace kheo::registry
