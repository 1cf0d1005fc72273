// SPDX-License-Identifier: Apache-2.0
#include "registry/import/desk.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <chrono>
#include <condition_variable>
#include <deque>
#include <fstream>
#include <map>
#include <mutex>
#include <optional>
#include <sstream>
#include <thread>

#include "registry/import/messages.gen.hpp"
#include "registry/import/remarks.hpp"
#include "registry/import/save.hpp"
#include "registry/import/store.hpp"
#include "registry/places.hpp"

namespace kheo::registry::import {

namespace {

constexpr std::size_t kRemembered = 4;      // analyses kept in memory
constexpr std::chrono::minutes kFresh{10};  // files younger than this are not swept

struct Job {
    UploadId id;
    bool save = false;
    auth::Principal who;
};

struct Running {
    WorkProgress progress;
    bool save = false, stop = false;
    bool settled = false;          // the last write has begun: too late to stop
    std::optional<db::Hold> hold;  // against other processes on the same data
};

/// An analysis with the person's decisions, before anybody's scope; of: what it was made from.
struct Remembered {
    std::string of;
    std::shared_ptr<const Analysis> analysis;
};

std::string made_from(const Upload& upload) {
    return upload.unit_code + '\n' + (upload.date ? upload.date->iso() : "") + '\n' +
           to_text(upload.choices) + '\n' + to_text(upload.decisions);
}

bool dropped(UploadState state) {
    return state == UploadState::cancelled || state == UploadState::refused;
}

bool write_all(int file, std::string_view bytes) {
    while (!bytes.empty()) {
        const auto count = ::write(file, bytes.data(), bytes.size());
        if (count < 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return ::fsync(file) == 0;
}

Result<> write_once(const std::filesystem::path& path, std::string_view bytes) {
    std::error_code error;
    if (std::filesystem::exists(path, error) && std::filesystem::file_size(path, error) == bytes.size())
        return {};
    std::filesystem::create_directories(path.parent_path(), error);
    auto fresh = path.string() + ".XXXXXX";  // nobody else writes under this name
    const int file = ::mkstemp(fresh.data());
    const bool written = file >= 0 && write_all(file, bytes);
    const bool closed = file >= 0 && ::close(file) == 0;
    if (written && closed) std::filesystem::rename(fresh, path, error);
    const bool kept = written && closed && !error;
    if (!kept && file >= 0) ::unlink(fresh.c_str());
    if (!kept) return fail(ErrorKind::environment, msg::file_not_kept, {}, path.string());
    return {};
}

void change_to(Upload& upload, const Change& change) {
    if (change.unit_code) upload.unit_code = *change.unit_code;
    if (change.date) upload.date = change.date;
    if (change.choices) upload.choices = *change.choices;
    merge(upload.decisions, change.decisions);
    upload.refusal.clear();
    upload.refusal_text.clear();
}

Error wrong_state() {
    return {ErrorKind::conflict, msg::wrong_state, {}, {}, {}};
}

}  // namespace

bool may_edit(const auth::Principal& who, const territory::Atlas& atlas, territory::UnitId unit, Date today) {
    return may_see({atlas, visible_to(who, auth::Permission::edit_registry, today), today}, unit);
}

struct Desk::State {
    explicit State(DeskServices given) : services(std::move(given)), worker([this] { work(); }) {}

    ~State() {
        {
            const std::lock_guard lock(mutex);
            ending = true;
            for (auto& [id, job] : running) job.stop = true;
        }
        changed.notify_all();
        worker.join();
    }

    /// Takes the upload for a job, before its state moves; false when somebody is at it. Ends with enqueue or
    /// release.
    bool claim(UploadId id, bool save = false) {
        {
            const std::lock_guard lock(mutex);
            const auto [job, fresh] = running.try_emplace(id);
            if (!fresh) return false;
            job->second.save = save;
        }
        auto hold = services.database.try_hold("import_upload:" + std::to_string(id.value));
        if (!hold || !*hold) {  // another process has it
            forget(id);
            return false;
        }
        const std::lock_guard lock(mutex);
        running[id].hold.emplace(std::move(**hold));
        return true;
    }

    /// First the hold goes, then the job: who waited for the job may claim the upload at once. Not under the
    /// mutex, because it talks to the database.
    void forget(UploadId id) {
        std::optional<db::Hold> hold;
        {
            const std::lock_guard lock(mutex);
            if (auto& held = running[id].hold) hold.emplace(std::move(*held));
        }
        hold.reset();
        {
            const std::lock_guard lock(mutex);
            running.erase(id);
        }
        changed.notify_all();
    }

    bool being_saved(UploadId id) {
        const std::lock_guard lock(mutex);
        const auto found = running.find(id);
        return found != running.end() && found->second.save;
    }

    void enqueue(Job job) {
        const std::lock_guard lock(mutex);
        jobs.push_back(std::move(job));
        changed.notify_all();
    }

    /// No job came of the claim. A stop that was asked for meanwhile is carried out.
    void release(UploadId id) {
        bool stopped = false;
        {
            const std::lock_guard lock(mutex);
            stopped = running[id].stop && !ending;
        }
        forget(id);
        if (stopped) (void)cancel_stored(id);
    }

    /// Asked before the last write of a job: false when it was to stop; from then on a stop comes too late.
    bool settle(UploadId id) {
        const std::lock_guard lock(mutex);
        auto& job = running[id];
        if (job.settled) return true;
        job.settled = !job.stop;
        return job.settled;
    }

    Result<> cancel_stored(UploadId id) {
        const auto moved = services.database.write([&](db::Transaction& tx) -> Result<> {
            const auto at = services.clock.now();
            for (const auto from :
                 {UploadState::ready, UploadState::reading, UploadState::refused, UploadState::saving})
                if (TRY(store::move(tx, id, from, UploadState::cancelled, at))) return {};
            return std::unexpected(wrong_state());
        });
        if (!moved) return moved;
        drop_file(TRY(load(id)));
        return {};
    }

    /// Deletes the file of a list that is not kept, unless another upload needs it. A failure leaves it.
    void drop_file(const Upload& upload) {
        const std::lock_guard lock(files);
        const auto needed =
            services.database.read([&](db::Transaction& tx) { return store::needs_file(tx, upload.sha256); });
        std::error_code ignored;
        if (needed && !*needed) std::filesystem::remove(path_of(upload), ignored);
    }

    /// Files that a process which died left behind: half-written ones, and those of lists that nobody keeps.
    /// A fresh file may be somebody's upload of this moment, also of another process.
    void sweep_files() {
        const std::lock_guard lock(files);
        std::error_code error;
        const auto now = std::filesystem::file_time_type::clock::now();
        for (auto entry = std::filesystem::recursive_directory_iterator(services.files, error);
             !error && entry != std::filesystem::recursive_directory_iterator(); entry.increment(error)) {
            const auto name = entry->path().filename().string();
            std::error_code ignored;
            if (!entry->is_regular_file(ignored) || now - entry->last_write_time(ignored) < kFresh) continue;
            const auto needed =
                services.database.read([&](db::Transaction& tx) { return store::needs_file(tx, name); });
            if (needed && !*needed) std::filesystem::remove(entry->path(), ignored);
        }
    }

    void work() {
        sweep_files();
        for (;;) {
            std::unique_lock lock(mutex);
            changed.wait(lock, [this] { return ending || !jobs.empty(); });
            if (ending) return;
            const auto job = std::move(jobs.front());
            jobs.pop_front();
            const bool stop = running[job.id].stop;
            lock.unlock();
            auto done = stop ? stopped_by_person() : do_job(job);
            if (done && !settle(job.id)) done = stopped_by_person();
            if (!done) give_up(job, done.error());
            forget(job.id);
        }
    }

    static Result<> stopped_by_person() { return fail(ErrorKind::conflict, msg::cancelled); }

    /// The outermost layer of this thread: what a library throws ends the job and not the program.
    Result<> do_job(const Job& job) {
        try {
            return job.save ? save_list(job) : read_list(job);
        } catch (const std::exception& e) {
            return fail(ErrorKind::internal, msg::not_readable, {}, e.what());
        }
    }

    /// Called by the analyser and by save now and then.
    bool report(UploadId id, std::size_t done, std::size_t total) {
        const std::lock_guard lock(mutex);
        const auto found = running.find(id);
        if (found == running.end()) return true;
        found->second.progress = {done, total};
        return !found->second.stop;
    }

    /// The file and its upload; together, so that nobody drops the file in between.
    Result<UploadId> keep(const Upload& upload, std::string_view content) {
        const std::lock_guard lock(files);
        TRY(write_once(path_of(upload), content));
        return services.database.write([&](db::Transaction& tx) { return store::insert(tx, upload); });
    }

    std::filesystem::path path_of(const Upload& upload) const {
        return services.files / upload.sha256.substr(0, 2) / upload.sha256;
    }

    Result<std::string> content(const Upload& upload) const {
        std::ifstream in(path_of(upload), std::ios::binary);
        std::stringstream bytes;
        if (in) bytes << in.rdbuf();
        if (!in) return fail(ErrorKind::not_found, msg::file_gone, {}, path_of(upload).string());
        return bytes.str();
    }

    Result<Upload> load(UploadId id) {
        auto found = TRY(services.database.read([&](db::Transaction& tx) { return store::find(tx, id); }));
        if (!found) return fail(ErrorKind::not_found, msg::upload_unknown);
        return *std::move(found);
    }

    /// Without anybody's scope: what is remembered serves every person.
    Result<std::shared_ptr<const Analysis>> analyse_upload(const Upload& upload) {
        const auto bytes = TRY(content(upload));
        const auto workbook = TRY(sheet::read_workbook(bytes, upload.file_name));
        const auto atlas = services.atlas();
        const auto today = services.clock.today();
        Hints hints{upload.unit_code, upload.date, upload.file_name, upload.choices, {}, today};
        hints.fields = TRY(services.database.read(
            [&](db::Transaction& tx) { return fields(tx, upload.date.value_or(today)); }));
        auto analysis = TRY(analyse(workbook, *atlas, hints, [&](std::size_t done, std::size_t total) {
            return report(upload.id, done, total);
        }));
        apply(analysis, upload.decisions, *atlas);
        auto shared = std::make_shared<const Analysis>(std::move(analysis));
        remember(upload, shared);
        return shared;
    }

    /// Rows of units that the person may not edit are shown, but not saved.
    static void leave_out_foreign(Analysis& analysis, const auth::Principal& who,
                                  const territory::Atlas& atlas, Date today) {
        std::map<std::int64_t, bool> known;
        for (auto& row : analysis.rows) {
            if (!row.unit) continue;
            auto found = known.find(row.unit->id.value);
            if (found == known.end())
                found = known.emplace(row.unit->id.value, may_edit(who, atlas, row.unit->id, today)).first;
            if (found->second) continue;
            row.left_out = true;
            remark(row, "unit_not_yours", {msg::unit_not_yours, {{"unit", row.unit->full_name}}});
        }
    }

    void remember(const Upload& upload, std::shared_ptr<const Analysis> analysis) {
        const std::lock_guard lock(mutex);
        if (!remembered.contains(upload.id) && remembered.size() >= kRemembered)
            remembered.erase(remembered.begin());
        remembered[upload.id] = {made_from(upload), std::move(analysis)};
    }

    Result<> read_list(const Job& job) {
        auto upload = TRY(load(job.id));
        if (upload.state != UploadState::reading) return {};
        const auto analysis = TRY(scoped_analysis(upload, job.who));
        if (!settle(job.id)) return stopped_by_person();
        upload.state = UploadState::ready;
        upload.rows = static_cast<std::int64_t>(analysis->rows.size());
        upload.valid = static_cast<std::int64_t>(analysis->to_save());
        return services.database.write([&](db::Transaction& tx) -> Result<> {
            TRY(still(tx, job.id, UploadState::reading));
            return store::update(tx, upload, services.clock.now());
        });
    }

    /// Nobody, in this process or another, has taken the upload elsewhere meanwhile.
    static Result<> still(db::Transaction& tx, UploadId id, UploadState state) {
        const auto now = TRY(store::find(tx, id));
        if (!now || now->state != state) return std::unexpected(wrong_state());
        return {};
    }

    Result<> save_list(const Job& job) {
        auto upload = TRY(load(job.id));
        if (upload.state != UploadState::saving) return {};
        const auto analysis = TRY(scoped_analysis(upload, job.who));
        const auto atlas = services.atlas();
        const Actor actor{job.who.user, services.clock.now()};
        return services.database.write([&](db::Transaction& tx) -> Result<> {
            TRY(still(tx, job.id, UploadState::saving));
            const auto outcome = TRY(import::save(
                tx, *analysis, {upload.file_name, upload.sha256}, *atlas, actor,
                [&](std::size_t done, std::size_t total) { return report(job.id, done, total); }));
            if (!settle(job.id)) return stopped_by_person();
            upload.state = UploadState::saved;
            upload.batch = outcome.batch;
            return store::update(tx, upload, actor.at);
        });
    }

    Result<std::shared_ptr<const Analysis>> known_analysis(const Upload& upload) {
        {
            const std::lock_guard lock(mutex);
            const auto found = remembered.find(upload.id);
            if (found != remembered.end() && found->second.of == made_from(upload))
                return found->second.analysis;
        }
        return analyse_upload(upload);
    }

    /// What the list says to this person: a copy in which rows of others' units are left out.
    Result<std::shared_ptr<const Analysis>> scoped_analysis(const Upload& upload,
                                                            const auth::Principal& who) {
        auto scoped = std::make_shared<Analysis>(*TRY(known_analysis(upload)));
        leave_out_foreign(*scoped, who, *services.atlas(), services.clock.today());
        return scoped;
    }

    void give_up(const Job& job, const Error& error) {
        bool stopped = false;
        {
            const std::lock_guard lock(mutex);
            if (ending) return;  // the next process begins again
            stopped = running[job.id].stop;
            running[job.id].settled = true;
        }
        const auto left = services.database.write([&](db::Transaction& tx) -> Result<std::optional<Upload>> {
            auto upload = TRY(store::find(tx, job.id));
            const auto own = job.save ? UploadState::saving : UploadState::reading;
            if (!upload || upload->state != own) return std::nullopt;  // somebody took it elsewhere
            upload->state = stopped    ? UploadState::cancelled
                            : job.save ? UploadState::ready
                                       : UploadState::refused;
            upload->refusal = error.code;
            upload->refusal_text = error.message.in(Language::vi);
            TRY(store::update(tx, *upload, services.clock.now()));
            return upload;
        });
        if (left && *left && dropped((*left)->state)) drop_file(**left);
    }

    DeskServices services;
    mutable std::mutex mutex;
    mutable std::condition_variable changed;
    std::deque<Job> jobs;
    std::map<UploadId, Running> running;
    std::map<UploadId, Remembered> remembered;
    std::mutex files;  // taken before the database, never after
    bool ending = false;
    std::thread worker;  // last: starts when all the rest is ready
};

Desk::Desk(DeskServices services) : state_(std::make_unique<State>(std::move(services))) {}
Desk::~Desk() = default;

Result<UploadId> Desk::receive(const Given& given, const auth::Principal& who) {
    Upload upload;
    upload.request_key = given.request_key;
    upload.file_name = given.file_name;
    upload.sha256 = sha256_hex(given.content);
    upload.bytes = static_cast<std::int64_t>(given.content.size());
    upload.unit_code = given.unit_code;
    upload.date = given.date;
    upload.created_at = state_->services.clock.now();
    upload.created_by = who.user;
    const auto id = TRY(state_->keep(upload, given.content));
    const auto now = TRY(state_->load(id));
    if (now.state == UploadState::reading && state_->claim(id)) state_->enqueue({id, false, who});
    if (dropped(now.state)) state_->drop_file(now);
    return id;
}

Result<> Desk::reread(UploadId id, const Change& change, const auth::Principal& who) {
    auto& s = *state_;
    if (!s.claim(id)) return std::unexpected(wrong_state());
    const auto begun = s.services.database.write([&](db::Transaction& tx) -> Result<> {
        const auto at = s.services.clock.now();
        if (!TRY(store::move(tx, id, UploadState::ready, UploadState::reading, at)) &&
            !TRY(store::move(tx, id, UploadState::refused, UploadState::reading, at)))
            return std::unexpected(wrong_state());
        auto upload = TRY(store::find(tx, id));
        change_to(*upload, change);
        return store::update(tx, *upload, at);
    });
    if (begun)
        s.enqueue({id, false, who});
    else
        s.release(id);
    return begun;
}

Result<> Desk::save(UploadId id, const auth::Principal& who) {
    auto& s = *state_;
    const auto upload = TRY(s.load(id));
    if (upload.state == UploadState::saving || upload.state == UploadState::saved) return {};
    if (!s.claim(id, true)) return s.being_saved(id) ? Result<>() : std::unexpected(wrong_state());
    const auto moved = s.services.database.write([&](db::Transaction& tx) {
        return store::move(tx, id, UploadState::ready, UploadState::saving, s.services.clock.now());
    });
    if (moved && *moved) {
        s.enqueue({id, true, who});
        return {};
    }
    s.release(id);
    return std::unexpected(moved ? wrong_state() : moved.error());
}

Result<> Desk::cancel(UploadId id) {
    auto& s = *state_;
    {
        std::unique_lock lock(s.mutex);
        const auto found = s.running.find(id);
        if (found != s.running.end() && !found->second.settled) {
            found->second.stop = true;
            return {};
        }
        s.changed.wait(lock, [&] { return s.ending || !s.running.contains(id); });
    }
    return s.cancel_stored(id);
}

Result<> Desk::revive(const Upload& upload, const auth::Principal& who) {
    auto& s = *state_;
    if (!s.claim(upload.id)) return {};
    const auto now = s.load(upload.id);
    if (now && now->state == UploadState::reading) {
        s.enqueue({upload.id, false, who});
        return {};
    }
    Result<> done;
    if (!now) done = std::unexpected(now.error());
    if (now && now->state == UploadState::saving)
        done = s.services.database.write([&](db::Transaction& tx) -> Result<> {
            TRY(store::move(tx, upload.id, UploadState::saving, UploadState::ready, s.services.clock.now()));
            return {};
        });
    s.release(upload.id);
    return done;
}

void Desk::wait(UploadId id, std::chrono::milliseconds at_most) const {
    std::unique_lock lock(state_->mutex);
    state_->changed.wait_for(lock, at_most, [&] { return !state_->running.contains(id); });
}

WorkProgress Desk::progress(UploadId id) const {
    const std::lock_guard lock(state_->mutex);
    const auto found = state_->running.find(id);
    return found == state_->running.end() ? WorkProgress{} : found->second.progress;
}

Result<std::shared_ptr<const Analysis>> Desk::analysis(const Upload& upload, const auth::Principal& who) {
    return state_->scoped_analysis(upload, who);
}

Result<std::string> Desk::content(const Upload& upload) const {
    return state_->content(upload);
}

}  // namespace kheo::registry::import
