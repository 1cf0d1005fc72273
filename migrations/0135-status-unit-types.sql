-- SPDX-License-Identifier: Apache-2.0
-- Which types of unit a status is for, as the list of units names them; '' = every type of its levels.
ALTER TABLE unit_status_code ADD COLUMN unit_types TEXT NOT NULL DEFAULT '';
UPDATE unit_status_code SET unit_types = 'Xã,Đặc khu' WHERE code IN ('new_rural', 'new_rural_advanced', 'new_rural_model');
UPDATE unit_status_code SET unit_types = 'Phường,Thị trấn,Đặc khu' WHERE code = 'civilised_urban';
