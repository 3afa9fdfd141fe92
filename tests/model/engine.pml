/* Aurora's engine: two nodes in one cell, their join in another, a gate between the cells.
 *
 * The store is what single-document writes make of it: each d_step below is one write, its guard the filter.
 * A message is a bit: as long as it is set it may be delivered, again and again and in any order; it may get lost,
 * and the sweeper may set it anew. Processes die between any two steps; whoever goes on has only the store.
 * Variants and mutants are chosen by -D; see spin.py.
 */
#ifndef CRASHES
#define CRASHES 1
#endif
#ifndef LOSSES
#define LOSSES 1
#endif
#ifndef EXPIRIES
#define EXPIRIES 1
#endif
#ifndef UNKNOWNS
#define UNKNOWNS 0
#endif
#ifndef CANCELS
#define CANCELS 0
#endif
#ifndef PAUSES
#define PAUSES 0
#endif
#ifndef RERUNS
#define RERUNS 0
#endif
#define A 0                         /* the run's own document holds the first cell */
#define B 1
#define JOIN 2
#define CELL(n) ((n) == JOIN -> B : A)

mtype = { PENDING, RUNNING, DONE, CANCELLED };      /* nodes */
mtype = { GO, PAUSE, CANCEL };                      /* controls */
mtype = { NOTHING, CONTROLLING, REOPENING };        /* what is pending of an operation */
mtype = { LIVE, ENDED };

mtype node[3] = PENDING;
byte token[3], waits[3], holder_alive[3], completed[3];
byte gate;                          /* signals that the gate still waits for */
bool arrived;                       /* its opening has reached the join's cell */
byte epoch[2], version[2], finished[2];
mtype control[2] = GO;
mtype state = LIVE;               /* of the run */
bool closed[2];
mtype pending = NOTHING;
bool message[6];                    /* by node and epoch */
bool cancel_answered, pause_answered;
byte crashes = CRASHES, losses = LOSSES, expiries = EXPIRIES, unknowns = UNKNOWNS;
byte cancels = CANCELS, pauses = PAUSES, reruns = RERUNS;

#define MESSAGE(n, e) message[(n) * 2 + (e)]
#define SIZE(c) ((c) == A -> 2 : 1)

#ifdef NO_EPOCH
#define SAME(c, e) true
#else
#define SAME(c, e) (epoch[c] == (e))
#endif
#ifdef CANCEL_OUTSIDE_CLAIM
#define MAY_START(c) (control[c] != PAUSE)
#else
#ifdef PAUSE_OUTSIDE_CLAIM
#define MAY_START(c) (control[c] != CANCEL)
#else
#define MAY_START(c) (control[c] == GO)
#endif
#endif
#define READY(n) (node[n] == PENDING && waits[n] == 0)
#define CLAIMABLE(n, e) (SAME(CELL(n), e) && state == LIVE && MAY_START(CELL(n)) && READY(n))
#ifdef NO_FENCE
#define HOLDS(n, e, t) (SAME(CELL(n), e) && node[n] == RUNNING)
#else
#define HOLDS(n, e, t) (SAME(CELL(n), e) && node[n] == RUNNING && token[n] == (t))
#endif
#ifdef RETRY_UNFENCED
#define IS_SEEN(n) true
#else
#define IS_SEEN(n) (token[n] == seen)
#endif
#ifdef FINISH_UNCHECKED
#define ALL_CLOSED (closed[A] || closed[B])
#else
#define ALL_CLOSED (closed[A] && closed[B])
#endif
#define DIES atomic { crashes > 0 -> crashes--; goto dead }

inline claim(n, e, mine) {
  d_step {
    mine = 0;
    if
    :: CLAIMABLE(n, e) ->
         assert(n != JOIN || (node[0] == DONE && node[1] == DONE));
         assert(!cancel_answered);
         assert(!pause_answered);
         node[n] = RUNNING; token[n]++; mine = token[n]; holder_alive[n] = mine
    :: else
    fi
  }
}

inline complete(n, e, mine) {
  d_step {
    if
    :: HOLDS(n, e, mine) ->
         assert(token[n] == mine);
         completed[n]++;
         assert(completed[n] <= 1);
         node[n] = DONE; finished[CELL(n)]++;
#ifndef COUNTER_APART
         if :: n != JOIN -> assert(gate > 0); gate-- :: else fi;
#endif
         won = true
    /* The answer of an earlier try of this write got lost. */
    :: else -> won = (SAME(CELL(n), e) && node[n] == DONE && token[n] == mine)
    fi
  }
}

/* Delivered at least once, taken once. */
inline arrive(e) {
  d_step {
    if
#ifdef ARRIVE_TWICE
    :: SAME(B, e) -> arrived = true; assert(waits[JOIN] > 0); waits[JOIN]--
#else
    :: SAME(B, e) && !arrived -> arrived = true; assert(waits[JOIN] > 0); waits[JOIN]--
#endif
    :: else
    fi
  }
}

inline ring(n, e) {
  if
  :: losses > 0 -> losses--
  :: MESSAGE(n, e) = true
  fi
}

inline close_cell(c, e) { d_step { if :: SAME(A, e) && state == LIVE -> closed[c] = true :: else fi } }

inline finish(e) {
  d_step {
    if
    :: SAME(A, e) && state == LIVE && ALL_CLOSED ->
          assert(node[0] != RUNNING && node[1] != RUNNING && node[2] != RUNNING);
          assert(control[A] == CANCEL || (node[0] == DONE && node[1] == DONE && node[2] == DONE));
          state = ENDED
    :: else
    fi
  }
}

/* What follows from a recorded end, by whoever recorded it. */
inline carry_on(c, e) {
  if
  :: c == A && gate == 0 && SAME(A, e) && control[A] != CANCEL ->
       arrive(e);
       if :: DIES :: skip fi;
       if :: SAME(B, e) && READY(JOIN) && control[B] == GO -> ring(JOIN, e) :: else fi
  :: else
  fi;
  if
  :: SAME(c, e) && finished[c] == SIZE(c) && (c == B || arrived || control[A] == CANCEL) ->
       close_cell(c, e);
       if :: DIES :: skip fi;
       finish(e)
  :: else
  fi
}

proctype Worker() {
  byte n, e, mine;
  bool won;
idle:
  n = 0; e = 0; mine = 0; won = false;
  if
  :: atomic { MESSAGE(0, 0) && CLAIMABLE(0, 0) -> n = 0 }
  :: atomic { MESSAGE(1, 0) && CLAIMABLE(1, 0) -> n = 1 }
  :: atomic { MESSAGE(2, 0) && CLAIMABLE(2, 0) -> n = 2 }
#if RERUNS
  :: atomic { MESSAGE(0, 1) && CLAIMABLE(0, 1) -> n = 0; e = 1 }
  :: atomic { MESSAGE(1, 1) && CLAIMABLE(1, 1) -> n = 1; e = 1 }
  :: atomic { MESSAGE(2, 1) && CLAIMABLE(2, 1) -> n = 2; e = 1 }
#endif
  fi;
  claim(n, e, mine);
  if :: mine == 0 -> goto idle :: else fi;
  if :: DIES :: skip fi;
  complete(n, e, mine);
  if :: atomic { unknowns > 0 -> unknowns--; won = false }; complete(n, e, mine) :: skip fi;
  if :: !won -> goto idle :: else fi;
  if :: DIES :: skip fi;
#ifdef COUNTER_APART
  d_step { if :: n != JOIN && gate > 0 -> gate-- :: else fi };
#endif
  carry_on(CELL(n), e);
  goto idle;
dead: skip;
  /* Another process takes its place. */
  d_step { if :: mine > 0 && holder_alive[n] == mine -> holder_alive[n] = 0 :: else fi };
  goto idle
}

/* Take a node from a holder that is dead, or that seems so. */
inline take_back(n) {
  d_step {
    if
    :: node[n] == RUNNING && IS_SEEN(n) ->
       if
          :: control[CELL(n)] == CANCEL -> node[n] = CANCELLED; finished[CELL(n)]++
          :: else -> node[n] = PENDING
          fi
#ifdef RETRY_UNFENCED
    :: node[n] == DONE -> node[n] = PENDING; finished[CELL(n)]--
#endif
    :: else
    fi
  }
}

/* What nobody holds counts as done from then on. It is written once, for the cell, and not for each node. */
inline obey(c) {
  control[c] = told; version[c] = number;
  if
  :: told == CANCEL ->
       if
       :: c == A -> finished[A] = 2 - (node[0] == RUNNING) - (node[1] == RUNNING)
       :: else -> finished[B] = 1 - (node[2] == RUNNING)
       fi
  :: else
  fi
}

/* Bring the later cell in line with the run's record. The record is read first, and may be old when it is written. */
inline align() {
  d_step { told = control[A]; number = version[A]; at = epoch[A] };
  d_step {
    if
#ifdef OLD_CONTROL_WINS
    :: epoch[B] == at -> obey(B)
#else
    :: epoch[B] == at && version[B] < number -> obey(B)
#endif
    :: else
    fi
  };
  d_step { if :: version[A] == number && pending == CONTROLLING -> pending = NOTHING :: else fi }
}

inline rewrite() {
  d_step {
    if
    :: epoch[B] == at ->
         epoch[B] = at + 1; control[B] = GO; version[B] = 0; arrived = false;
         node[2] = PENDING; waits[JOIN] = 1; finished[B] = 0; completed[2] = 0
    :: else
    fi
  }
}

inline restart() {
  d_step {
    if
    :: epoch[A] == at && state == ENDED && pending == REOPENING ->
         epoch[A] = at + 1; control[A] = GO; version[A] = 0; gate = 2;
         node[0] = PENDING; node[1] = PENDING; finished[A] = 0; completed[0] = 0; completed[1] = 0;
         closed[A] = false; closed[B] = false; state = LIVE; pending = NOTHING; cancel_answered = false
    :: else
    fi
  }
}

/* The epoch is the one that the operation was accepted for, not the one in which somebody gets to it. */
inline reopen() {
#ifdef EPOCH_READ_LATE
  d_step { at = epoch[A] };
#endif
#ifndef CELL_FORGOTTEN
  rewrite();
  if :: DIES :: skip fi;
#endif
  restart()
}

proctype Sweeper() {
  byte seen, number, at;
  mtype told;
dead: skip;
  do
#ifndef NO_SWEEP
  :: atomic { CLAIMABLE(0, epoch[A]) && !MESSAGE(0, epoch[A]) -> MESSAGE(0, epoch[A]) = true }
  :: atomic { CLAIMABLE(1, epoch[A]) && !MESSAGE(1, epoch[A]) -> MESSAGE(1, epoch[A]) = true }
  :: atomic { CLAIMABLE(2, epoch[B]) && !MESSAGE(2, epoch[B]) -> MESSAGE(2, epoch[B]) = true }
#endif
#ifndef NO_REDRIVE
  :: atomic { state == LIVE && gate == 0 && !arrived && control[A] != CANCEL && epoch[A] == epoch[B] -> at = epoch[A] };
     arrive(at)
#endif
  :: atomic { node[0] == RUNNING && holder_alive[0] != token[0] -> seen = token[0] }; take_back(0)
  :: atomic { node[1] == RUNNING && holder_alive[1] != token[1] -> seen = token[1] }; take_back(1)
  :: atomic { node[2] == RUNNING && holder_alive[2] != token[2] -> seen = token[2] }; take_back(2)
  :: atomic { node[0] == RUNNING && expiries > 0 -> expiries--; seen = token[0] }; take_back(0)
  :: atomic { node[2] == RUNNING && expiries > 0 -> expiries--; seen = token[2] }; take_back(2)
  :: atomic { state == LIVE && finished[A] == 2 && (arrived || control[A] == CANCEL) && !closed[A] -> at = epoch[A] };
     close_cell(A, at)
  :: atomic { state == LIVE && finished[B] == 1 && epoch[B] == epoch[A] && !closed[B] -> at = epoch[A] };
     close_cell(B, at)
  :: atomic { state == LIVE && closed[A] && closed[B] -> at = epoch[A] }; finish(at)
#ifndef NO_ROLL_FORWARD
  :: pending == CONTROLLING -> align()
  :: atomic { pending == REOPENING -> at = epoch[A] }; reopen()
#endif
  od
}

inline accept(what) {
  told = what; number = version[A] + 1;
  obey(A);
  pending = CONTROLLING; pause_answered = false
}

proctype Operator() {
  byte number, at;
  mtype told;
dead: skip;
  do
  :: d_step { cancels > 0 && state == LIVE && control[A] != CANCEL && pending != REOPENING -> cancels--; accept(CANCEL) };
     if :: DIES :: skip fi;
#ifdef ANSWERED_EARLY
     d_step { if :: control[A] == CANCEL && state == LIVE -> cancel_answered = true :: else fi };
     align()
#else
     align();
     d_step { if :: control[A] == CANCEL && state == LIVE -> cancel_answered = true :: else fi }
#endif
  :: d_step { pauses > 0 && state == LIVE && control[A] == GO && pending != REOPENING -> pauses--; accept(PAUSE) };
     if :: DIES :: skip fi;
     align();
     d_step { if :: control[A] == PAUSE -> pause_answered = true :: else fi };
     if
     :: d_step { state == LIVE && control[A] == PAUSE -> accept(GO) }; if :: DIES :: skip fi; align()
     :: skip
     fi
  :: d_step { reruns > 0 && state == ENDED && pending == NOTHING -> reruns--; pending = REOPENING; at = epoch[A] };
     if :: DIES :: skip fi;
     reopen()
  od
}

/* When nothing can move any more, the run has ended, unless somebody paused it. */
proctype Monitor() {
  atomic {
    timeout ->
      assert(state == ENDED || control[A] == PAUSE);
#ifdef PROBE
      assert(false)
#endif
  }
}

init {
  atomic {
    gate = 2; waits[JOIN] = 1;
    if :: losses > 0 -> losses-- :: MESSAGE(0, 0) = true fi;
    MESSAGE(1, 0) = true;
    run Worker(); run Worker(); run Sweeper(); run Operator(); run Monitor()
  }
}
